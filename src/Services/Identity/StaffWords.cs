namespace PadelSaaS.Identity;

/// <summary>Names the resources with the sentences about who works at the club; the English sentence is the key.</summary>
internal sealed class StaffWords;
