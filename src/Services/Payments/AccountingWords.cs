namespace PadelSaaS.Payments;

/// <summary>The words of the pages about money that has moved.</summary>
internal sealed class AccountingWords;
