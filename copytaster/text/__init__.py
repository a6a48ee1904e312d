"""Language, which knows nothing of news: words, numbers, sentences, names, dates, quotes, markup. Pure: text in, values out."""
