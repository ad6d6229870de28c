namespace PadelSaaS.Payments;

/// <summary>Marks the sentences of Payments. The English sentence is the key; <c>PaymentsWords.es.resx</c> and <c>PaymentsWords.ur.resx</c> translate it.</summary>
internal sealed class PaymentsWords;
