namespace PadelSaaS.Payments;

/// <summary>The providers this process can reach, by name.</summary>
internal sealed class Providers(IEnumerable<IPaymentProvider> all)
{
    private readonly Dictionary<string, IPaymentProvider> available = all.Where(provider => provider.IsAvailable).ToDictionary(provider => provider.Name);

    public IPaymentProvider? Find(string name) => available.GetValueOrDefault(name);

    /// <summary>The provider of a payment that exists.</summary>
    /// <exception cref="InvalidOperationException">Its adapter is not configured here: whoever asked tries again, maybe in another process.</exception>
    public IPaymentProvider Of(Payment payment) =>
        Find(payment.Provider) ?? throw new InvalidOperationException($"Provider '{payment.Provider}' of payment {payment.Id} is not configured in this process.");
}
