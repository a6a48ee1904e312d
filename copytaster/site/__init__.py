"""The faces: pages, their .json twins, feeds, the live ticker, the controls of the desk. It sees the store through its protocol."""
