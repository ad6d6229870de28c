namespace PadelSaaS.Privacy;

/// <summary>Names the resources with the sentences of these pages; the English sentence is the key.</summary>
internal sealed class PrivacyWords;
