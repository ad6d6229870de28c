namespace PadelSaaS.Contracts;

/// <summary>An amount in the smallest unit of its currency: 1250 EUR is €12.50, 1250 JPY is ¥1,250, 1250 KWD is 1.250.</summary>
/// <param name="AmountMinor">Integer minor units. Negative only in differences.</param>
/// <param name="Currency">ISO 4217 code in capitals.</param>
public readonly record struct Money(long AmountMinor, string Currency);
