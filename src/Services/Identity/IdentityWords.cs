namespace PadelSaaS.Identity;

/// <summary>Names the resources with Identity's sentences; the English sentence is the key.</summary>
internal sealed class IdentityWords;
