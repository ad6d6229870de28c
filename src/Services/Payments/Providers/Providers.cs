using PadelSaaS.Payments.Settings;

namespace PadelSaaS.Payments;

/// <summary>The providers this process can reach, by name.</summary>
internal sealed class Providers(IEnumerable<IPaymentProvider> all, IEnumerable<IProviderForm> forms, ProviderFaults faults)
{
    private readonly Dictionary<string, IPaymentProvider> available = all.Where(provider => provider.IsAvailable).Select(faults.Wrap).ToDictionary(provider => provider.Name);

    /// <summary>All of them, by name.</summary>
    public IEnumerable<IPaymentProvider> All => available.Values.OrderBy(provider => provider.Name, StringComparer.Ordinal);

    public IPaymentProvider? Find(string name) => available.GetValueOrDefault(name);

    /// <summary>Whether a club has to agree something with it first.</summary>
    public bool NeedsAccount(string name) => forms.Any(form => form.Provider == name);

    /// <summary>What players call it; <see langword="null"/> where it takes any card.</summary>
    public string? PlayersName(string name) => forms.FirstOrDefault(form => form.Provider == name)?.PlayersName;

    /// <summary>The provider of a payment that exists.</summary>
    /// <exception cref="InvalidOperationException">Its adapter is not configured here: whoever asked tries again, maybe in another process.</exception>
    public IPaymentProvider Of(Payment payment) =>
        Find(payment.Provider) ?? throw new InvalidOperationException($"Provider '{payment.Provider}' of payment {payment.Id} is not configured in this process.");
}
