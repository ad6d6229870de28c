using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Admins.Pages;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Admins.UseCases;

/// <summary>An admin signs in as an account of a club, to see what its holder sees. The reason stands in the club's own log.</summary>
internal static class Impersonate
{
    private const int ShortestReason = 10;
    private const int LongestReason = 300;

    public sealed record Form(string? Email, string? Reason);

    public static void Map(Doors doors)
    {
        doors.Console.MapGet("/clubs/{slug}/impersonate", ShowAsync).Needs(ConsoleDoor.Ability);
        doors.Console.MapPost("/clubs/{slug}/impersonate", SubmitAsync).Needs(ConsoleDoor.Ability);
    }

    private static async Task<IResult> ShowAsync(string slug, ITenantStore tenants, CancellationToken stop) =>
        await FindAsync(slug, tenants, stop) is { } tenant ? Page(tenant, new Form(null, null), null, null) : Refusal.NotFound("This club");

    private static async Task<IResult> SubmitAsync(
        string slug, [FromForm] Form form, ITenantStore tenants, IServiceScopeFactory scopes, UnitOfWork work, Visit visit, Hosts hosts, TimeProvider clock, CancellationToken stop)
    {
        if (await FindAsync(slug, tenants, stop) is not { } tenant) return Refusal.NotFound("This club");
        var (checks, reason) = (new Checks(), form.Reason?.Trim() ?? "");
        var email = checks.Email(form.Email, "email", "Please give an e-mail address.");
        checks.That(reason.Length is >= ShortestReason and <= LongestReason && !reason.Contains('\0', StringComparison.Ordinal), "reason", "Please say why, in 10 to 300 characters. The club reads it.");
        var account = checks.Pass ? await AccountAsync(tenant, email, scopes, stop) : null;
        if (checks.Pass) checks.That(account is not null, "email", "The club has no account with this address.");
        if (!checks.Pass) return Page(tenant, form, Word(checks, "email"), Word(checks, "reason"));

        var (now, ticket) = (clock.GetUtcNow(), WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32)));
        await work.BeginPlatformAsync(stop);
        await using (var insert = work.Command(
            "insert into impersonations (id, admin_id, tenant_id, account_id, reason, ticket, created_at) values ($1, $2, $3, $4, $5, $6, $7)",
            Guid.CreateVersion7(now), visit.Caller.AccountId, tenant.Id, account!.Id, reason, Office.HashOf(ticket), now))
            await insert.ExecuteNonQueryAsync(stop);
        work.Audit(new Act("impersonation.asked", "account", $"{account.Id}", tenant.Slug) { Reason = reason });
        await work.CommitAsync(stop);
        var origin = visit.Origin.Replace($"://{hosts.Console}", $"://{tenant.Slug}.{hosts.Apex}", StringComparison.OrdinalIgnoreCase);
        return Results.Redirect($"{origin}/impersonate?ticket={ticket}");
    }

    private static async Task<TenantInfo?> FindAsync(string slug, ITenantStore tenants, CancellationToken stop) =>
        (await tenants.AllAsync(stop)).FirstOrDefault(tenant => tenant.Slug == slug && tenant.State is TenantState.Open or TenantState.Suspended);

    private static async Task<AccountCard?> AccountAsync(TenantInfo tenant, string email, IServiceScopeFactory scopes, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(tenant);
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.BeginAsync(stop);
        return await scope.ServiceProvider.GetRequiredService<IAccounts>().FindByEmailAsync(email, stop);
    }

    private static string? Word(Checks checks, string field) => checks.Errors.TryGetValue(field, out var words) ? words[0] : null;

    private static RazorComponentResult<ImpersonatePage> Page(TenantInfo tenant, Form form, string? emailError, string? reasonError) =>
        new(new { Club = tenant.Name, tenant.Slug, form.Email, form.Reason, EmailError = emailError, ReasonError = reasonError })
        {
            StatusCode = emailError is null && reasonError is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };
}
