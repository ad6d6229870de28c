namespace PadelSaaS.Identity;

/// <summary>Names the resources with the sentences about keys for programs; the English sentence is the key.</summary>
internal sealed class KeyWords;
