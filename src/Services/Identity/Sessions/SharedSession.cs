using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>
/// How a session lies in the memory that processes share: sealed for the one session it is about, because names and addresses stand in it, and because whoever could
/// write there would otherwise let themselves in.
/// </summary>
internal sealed class SharedSession(IDataProtectionProvider protection, CurrentTenant tenant)
{
    /// <summary>The form of one session.</summary>
    public SharedForm<SessionState?> Of(Guid sessionId, Guid userId)
    {
        var seal = protection.CreateProtector("shared-session", $"{tenant.Info.Id}", $"{sessionId}", $"{userId}");
        return new SharedForm<SessionState?>(state => Write(state, seal), bytes => Read(bytes, seal));
    }

    // One that has ended is asked for again: it costs a query, and nobody has to tell it from bytes that are not believed.
    private static byte[] Write(SessionState? state, IDataProtector seal) => state is null ? []
        : seal.Protect(JsonSerializer.SerializeToUtf8Bytes(new Lying(state.Name, state.Email, state.Roles, state.Admin?.Id, state.Admin?.Name, state.SecondFactorDue)));

    private static SessionState? Read(byte[] bytes, IDataProtector seal)
    {
        try
        {
            if (bytes.Length == 0 || JsonSerializer.Deserialize<Lying>(seal.Unprotect(bytes)) is not { } lying) return null;
            return new SessionState(lying.Name, lying.Email, lying.Roles, lying.AdminId is { } admin ? (admin, lying.AdminName ?? "") : null) { SecondFactorDue = lying.SecondFactorDue };
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private sealed record Lying(string Name, string Email, IReadOnlyList<string> Roles, Guid? AdminId, string? AdminName, DateTimeOffset? SecondFactorDue);
}
