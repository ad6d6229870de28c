namespace PadelSaaS.Venues;

/// <summary>Marks the sentences of Venues. The English sentence is the key; <c>VenuesWords.es.resx</c> and <c>VenuesWords.ur.resx</c> translate it.</summary>
internal sealed class VenuesWords;
