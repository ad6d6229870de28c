namespace PadelSaaS.Payments;

/// <summary>How a club takes money.</summary>
internal sealed class PaymentSettings
{
    public bool One { get; private set; } = true;

    /// <summary>Whether the desk takes money.</summary>
    public bool AtClub { get; set; } = true;

    /// <summary>Online providers in the order they are offered.</summary>
    public string[] Providers { get; set; } = [];
}
