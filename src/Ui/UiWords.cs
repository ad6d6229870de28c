namespace PadelSaaS.Ui;

/// <summary>
/// Marks the sentences of the layouts and parts. The English sentence is the key; <c>UiWords.es.resx</c> and <c>UiWords.ur.resx</c>
/// beside this file translate it. Every service has such a class of its own: <c>BookingWords</c>, <c>PlayersWords</c> …
/// </summary>
public sealed class UiWords;
