using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Security;
using PadelSaaS.Players;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Players;

/// <summary>Customers as they were written before numbers were sealed, and what `padel migrate` makes of them.</summary>
internal static class InTheClear
{
    /// <summary>What a row was searched by when the number was part of it.</summary>
    public static string Searched(string name, string? email, string? phone) => $"{Folded.Searched(name, email)} {NumberPieces.Digits(phone)}".Trim();

    public static async Task<int> SealAsync(this PlatformFixture platform, string club) =>
        await platform.Services.GetRequiredService<Resealing>().SealClearAsync((await platform.TenantAsync(club)).Schema, default);
}
