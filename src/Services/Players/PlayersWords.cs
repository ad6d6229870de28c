namespace PadelSaaS.Players;

/// <summary>Marks the sentences of Players. The English sentence is the key; <c>PlayersWords.es.resx</c> and <c>PlayersWords.ur.resx</c> translate it.</summary>
internal sealed class PlayersWords;
