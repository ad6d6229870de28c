namespace PadelSaaS.Admins;

/// <summary>Names the resources with the sentences of the console's sign-in; the English sentence is the key.</summary>
internal sealed class AdminsWords;
