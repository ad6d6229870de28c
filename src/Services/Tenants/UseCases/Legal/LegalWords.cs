using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Tenants;

namespace PadelSaaS.Tenants.UseCases.Legal;

/// <summary>What legal texts are called.</summary>
internal static class LegalWords
{
    public static string Name(string kind, IStringLocalizer<TenantsWords> t) => kind switch
    {
        LegalText.Terms => t["Terms"],
        LegalText.Privacy => t["Privacy"],
        _ => t["Who we are"],
    };
}
