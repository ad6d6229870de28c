using System.Text.Json;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Tenants;

/// <summary>Which of a club's pictures stands for what, as its branding says.</summary>
internal static class BrandFiles
{
    public const string Logo = "logo";
    public const string Icon = "icon";
    public const string Cover = "cover";

    /// <summary>Name of the picture; <see langword="null"/> where the club named none.</summary>
    public static string? NameOf(TenantInfo tenant, string purpose) => NameOf(tenant.Brand, purpose);

    /// <inheritdoc cref="NameOf(TenantInfo, string)"/>
    public static string? NameOf(string saved, string purpose)
    {
        using var brand = JsonDocument.Parse(saved);
        return brand.RootElement.ValueKind == JsonValueKind.Object && brand.RootElement.TryGetProperty(purpose, out var name) && name.ValueKind == JsonValueKind.String
            ? name.GetString()
            : null;
    }
}
