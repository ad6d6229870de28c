using Microsoft.Extensions.Configuration;

namespace PadelSaaS.Payments.Terms;

/// <summary>Who runs the platform, as it stands on its statements (section <c>Payments:Statements</c>): name, address, tax number, country and its tax.</summary>
internal sealed class PlatformSeller(IConfiguration configuration)
{
    public StatementParty Party { get; } = new(configuration["Payments:Statements:Name"] ?? "PadelSaaS", configuration["Payments:Statements:Address"], configuration["Payments:Statements:TaxId"]);

    /// <summary>The tax in basis points, and whether a club elsewhere owes it by itself.</summary>
    public (int BasisPoints, bool ReverseCharge) TaxOf(string country)
    {
        var tax = configuration.GetValue("Payments:Statements:TaxBasisPoints", 0);
        var isHome = configuration["Payments:Statements:Country"] is not { Length: > 0 } home || string.Equals(home, country, StringComparison.OrdinalIgnoreCase);
        return isHome ? (tax, false) : (0, tax > 0);
    }

    /// <summary>The tax on an amount, rounded half up, away from zero for what is given back.</summary>
    public static long Tax(long net, int basisPoints) => Math.Sign(net) * (long)(((Int128)Math.Abs(net) * basisPoints + 5_000) / 10_000);
}
