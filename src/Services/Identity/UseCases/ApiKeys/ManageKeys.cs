using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Identity.ApiKeys;

/// <summary>
/// Somebody makes keys for programs that act for their account, sees when each was used last and ends it. A key is shown once; making one needs
/// the password, because a borrowed device is not enough.
/// </summary>
internal sealed class ManageKeys(UnitOfWork work, Visit visit, Credentials credentials, Users users, Alerts alerts, TimeProvider clock)
{
    public const string Path = "/account/keys";

    private static readonly Refusal TooMany = Refusal.Conflict("too_many_keys", "You have 20 keys that work. End one first.");
    private static readonly Refusal UnknownKey = Refusal.NotFound("This key");

    /// <param name="Days">How long it works: 1 to 365; 90 unless said.</param>
    /// <param name="Scopes">Abilities of the account, and <c>write</c> for what changes something.</param>
    public sealed record Request(string? Name, int? Days, IReadOnlyList<string>? Scopes, string? Password);

    /// <param name="Key">Shown this once.</param>
    public sealed record MadeAnswer(string Key, KeyLine About);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (string? done, ManageKeys keys, CancellationToken stop) => keys.PageAsync(new KeyForm(null, null, []), null, done, [], StatusCodes.Status200OK, stop)).NeedsAccount().ByHolderAlone();
        doors.Club.MapPost(Path, (IFormCollection form, SignInGate gate, HttpContext http, ManageKeys keys) => keys.SubmitAsync(form, gate, http)).Costs(Effort.SignIn).NeedsAccount().ByHolderAlone();
        doors.Club.MapPost(Path + "/{id:guid}/end", (Guid id, IFormCollection _, ManageKeys keys, CancellationToken stop) => keys.EndAsync(id, stop)).NeedsAccount().ByHolderAlone();
        // No Idempotency-Key: a kept answer would put the key into a table.
        doors.Api.MapGet("/auth/keys", (ManageKeys keys, CancellationToken stop) => keys.ListAsync(stop)).NeedsAccount().ByHolderAlone().WithName("ListKeys").WithSummary("The account's keys for programs that work");
        doors.Api.MapPost("/auth/keys", (Request request, SignInGate gate, HttpContext http, ManageKeys keys) => keys.AnswerAsync(request, gate, http)).Costs(Effort.SignIn).NeedsAccount().ByHolderAlone()
            .WithName("MakeKey").WithSummary("Make a key for a program; it is shown once");
        doors.Api.MapDelete("/auth/keys/{id:guid}", (Guid id, ManageKeys keys, CancellationToken stop) => keys.RevokeAsync(id, stop)).NeedsAccount().ByHolderAlone().WithName("EndKey").WithSummary("End a key at once");
    }

    private async Task<IResult> SubmitAsync(IFormCollection form, SignInGate gate, HttpContext http)
    {
        using var turn = await gate.EnterAsync(http);
        if (!turn.IsAcquired) return Refusals.SignInsBusy;
        var days = int.TryParse(form["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
        var scopes = form["scopes"].OfType<string>().ToList();
        var (key, _, checks, refusal) = await MakeAsync(new Request(form["name"], days, scopes, form["password"]), http.RequestAborted);
        var typed = new KeyForm(form["name"], form["days"], scopes);
        if (!checks.Pass || refusal is not null)
            return await PageAsync(typed, null, null, refusal is null ? FormSentences.Of(checks) : FormSentences.Of(refusal), refusal?.Status ?? StatusCodes.Status400BadRequest, http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        return await PageAsync(new KeyForm(null, null, []), key, null, [], StatusCodes.Status200OK, http.RequestAborted);
    }

    private async Task<IResult> EndAsync(Guid id, CancellationToken stop) => await RevokeKeyAsync(id, stop) ? Results.LocalRedirect($"{Path}?done=ended") : UnknownKey;

    private async Task<Ok<IReadOnlyList<KeyLine>>> ListAsync(CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var keys = await LivingAsync(stop);
        await work.RollbackAsync();
        return TypedResults.Ok<IReadOnlyList<KeyLine>>(keys.ConvertAll(Shown));
    }

    private async Task<Results<Created<MadeAnswer>, Refusal>> AnswerAsync(Request request, SignInGate gate, HttpContext http)
    {
        using var turn = await gate.EnterAsync(http);
        if (!turn.IsAcquired) return Refusals.SignInsBusy;
        var (key, row, checks, refusal) = await MakeAsync(request, http.RequestAborted);
        if (refusal is not null) return refusal;
        if (!checks.Pass) return checks.Refusal();
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created((string?)null, new MadeAnswer(key!, Shown(row!)));
    }

    private async Task<Results<NoContent, Refusal>> RevokeAsync(Guid id, CancellationToken stop) => await RevokeKeyAsync(id, stop) ? TypedResults.NoContent() : UnknownKey;

    private async Task<(string? Key, ApiKey? Row, Checks Checks, Refusal? Refusal)> MakeAsync(Request request, CancellationToken stop)
    {
        var checks = new Checks();
        var name = checks.Text(request.Name, "name", 60, "Please give the key a name, such as the program's.");
        var days = request.Days ?? ApiKey.UsualDays;
        checks.That(days is >= 1 and <= ApiKey.MostDays, "days", "A key works for 1 to 365 days.");
        var offered = KeyScopes.Of(visit.Caller.Abilities);
        checks.That((request.Scopes ?? []).All(offered.Contains), "scopes", "Your account may not do one of these itself.");
        if (!checks.Pass) return (null, null, checks, null);

        await work.BeginAsync(stop);
        var user = await credentials.ProveAsync(visit.Caller.Email!, request.Password ?? "", stop);
        // A wrong password is counted: it is committed, too.
        var isOwn = user is not null && user.Id == visit.Caller.AccountId;
        var refusal = !isOwn ? Refusals.NotThePassword : (await LivingAsync(stop)).Count >= ApiKey.Most ? TooMany : null;
        var text = KeyText.New();
        var now = clock.GetUtcNow();
        var row = new ApiKey
        {
            Id = Guid.CreateVersion7(now),
            UserId = visit.Caller.AccountId!.Value,
            Name = name,
            Hash = KeyText.HashOf(text),
            Tail = KeyText.TailOf(text),
            Scopes = [.. (request.Scopes ?? []).Distinct().Order(StringComparer.Ordinal)],
            CreatedAt = now,
            ExpiresAt = now.AddDays(days),
        };
        if (refusal is null)
        {
            work.Model<IdentityModel>().Add(row);
            alerts.Tell(user!, AccountAlert.ApiKeyAdded, detail: name);
        }
        await work.CommitAsync(stop);
        return refusal is null ? (text, row, checks, null) : (null, null, checks, refusal);
    }

    private async Task<bool> RevokeKeyAsync(Guid id, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var now = clock.GetUtcNow();
        if (await work.Model<IdentityModel>().ApiKeys.FirstOrDefaultAsync(key => key.Id == id && key.UserId == visit.Caller.AccountId && key.RevokedAt == null, stop) is not { } key) return false;

        key.RevokedAt = now;
        var user = await users.FindByIdAsync(key.UserId.ToString()) ?? throw new InvalidOperationException("A session outlived its account.");
        work.Audit(new Act("account.api_key_revoked", "account", $"{key.UserId}", user.FullName) { Changes = [new Changed("name", key.Name, null)] });
        await work.CommitAsync(stop);
        return true;
    }

    private async Task<IResult> PageAsync(KeyForm form, string? made, string? done, IReadOnlyList<FieldError> errors, int status, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var keys = await LivingAsync(stop);
        await work.RollbackAsync();
        return new RazorComponentResult<KeysPage>(new { Keys = keys.ConvertAll(Shown), Form = form, Offered = KeyScopes.Of(visit.Caller.Abilities), Made = made, Done = done, Errors = errors }) { StatusCode = status };
    }

    private Task<List<ApiKey>> LivingAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        return work.Model<IdentityModel>().ApiKeys.AsNoTracking().Where(key => key.UserId == visit.Caller.AccountId && key.RevokedAt == null && key.ExpiresAt > now).OrderByDescending(key => key.CreatedAt).ToListAsync(stop);
    }

    private static KeyLine Shown(ApiKey key) => new(key.Id, key.Name, key.Tail, key.Scopes, key.CreatedAt, key.ExpiresAt, key.LastUsedAt);
}

/// <summary>The form for a new key, as it was typed.</summary>
public sealed record KeyForm(string? Name, string? Days, IReadOnlyList<string> Scopes);

/// <summary>A key as its holder sees it.</summary>
/// <param name="Tail">Its last letters.</param>
public sealed record KeyLine(Guid Id, string Name, string Tail, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt);
