using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity.OAuth;

/// <summary>A ticket that was shown, and is used up by it.</summary>
internal sealed record ShownTicket(Guid Tenant, string Origin, byte[] Browser, ProvidedIdentity Identity, string Back, DateTimeOffset ExpiresAt);

/// <summary>
/// Carries who came back from the portal's host to the club's: 60 seconds, once. Looking takes it away whether it fits or not, so a ticket
/// that was shown at a wrong door is worth nothing at the right one.
/// </summary>
internal sealed class SignInTickets(IServiceScopeFactory scopes, IDataProtectionProvider protection, TimeProvider clock)
{
    private static readonly TimeSpan Lives = TimeSpan.FromSeconds(60);

    private IDataProtector Seal => protection.CreateProtector("sign-in-ticket");

    public async Task<string> IssueAsync(Departure departure, ProvidedIdentity identity, CancellationToken stop)
    {
        var (secret, now) = (LinkSecrets.New(), clock.GetUtcNow());
        return await InPlatformAsync(async work =>
        {
            await using (var over = work.Command("delete from sign_in_tickets where expires_at < $1", now)) await over.ExecuteNonQueryAsync(stop);
            await using var insert = work.Command(
                "insert into sign_in_tickets (hash, tenant_id, origin, browser, sealed, expires_at) values ($1, $2, $3, $4, $5, $6)",
                LinkSecrets.HashOf(secret), departure.Tenant, departure.Origin, departure.Browser, Seal.Protect(JsonSerializer.Serialize(new Content(identity, departure.Back))), now + Lives);
            await insert.ExecuteNonQueryAsync(stop);
            return secret;
        }, stop);
    }

    public Task<ShownTicket?> TakeAsync(string? secret, CancellationToken stop) => secret is not { Length: > 20 and < 100 } ? Task.FromResult<ShownTicket?>(null)
        : InPlatformAsync(async work =>
        {
            await using var take = work.Command("delete from sign_in_tickets where hash = $1 returning tenant_id, origin, browser, sealed, expires_at", LinkSecrets.HashOf(secret));
            await using var reader = await take.ExecuteReaderAsync(stop);
            if (!await reader.ReadAsync(stop)) return null;

            var content = JsonSerializer.Deserialize<Content>(Seal.Unprotect(reader.GetString(3)))!;
            var ticket = new ShownTicket(reader.GetGuid(0), reader.GetString(1), reader.GetFieldValue<byte[]>(2), content.Identity, content.Back, reader.GetFieldValue<DateTimeOffset>(4));
            return ticket.ExpiresAt > clock.GetUtcNow() ? ticket : null;
        }, stop);

    // In a unit of work of its own: the request's belongs to the club.
    private async Task<T> InPlatformAsync<T>(Func<UnitOfWork, Task<T>> act, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.BeginPlatformAsync(stop);
        var result = await act(work);
        await work.CommitAsync(stop);
        return result;
    }

    private sealed record Content(ProvidedIdentity Identity, string Back);
}
