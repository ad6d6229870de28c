namespace PadelSaaS.Discovery;

/// <summary>Marks the sentences of Discovery. The English sentence is the key; <c>DiscoveryWords.es.resx</c> and <c>DiscoveryWords.ur.resx</c> translate it.</summary>
internal sealed class DiscoveryWords;
