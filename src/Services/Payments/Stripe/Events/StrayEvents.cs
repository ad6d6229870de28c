using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Stripe;

/// <summary>An event of an account at Stripe that belongs to no club.</summary>
public sealed record StrayEvent(string Id, string Type, string Account, string? ObjectId, DateTimeOffset ToldAt, DateTimeOffset? ResolvedAt, string? ResolvedBy, string? Reason);

/// <summary>
/// Platform admins see what Stripe told us of accounts nobody knows: a club that opened its account elsewhere, one that is gone, or an address of ours in
/// somebody else's settings. Each is looked into and done with, with a reason; nothing is acted on.
/// </summary>
internal sealed class StrayEvents(UnitOfWork work, Visit visit, TimeProvider clock, IStringLocalizer<AccountingWords> t)
{
    public const string Path = "/stripe-events";
    public const int LongestReason = 200;
    private const int MostShown = 200;
    private static readonly Refusal NoReason = Refusal.Malformed("reason", "A reason of at most 200 characters is needed.");
    private static readonly Refusal ResolvedBefore = Refusal.Conflict("event_resolved", "Somebody was done with this event before, or it belongs to a club by now.");

    public static void Map(Doors doors)
    {
        doors.Console.MapGet(Path, (string? show, string? done, StrayEvents page, CancellationToken stop) => page.PageAsync(show == "all", done == "resolved", null, null, stop)).Needs(ConsoleDoor.Ability);
        doors.Console.MapPost(Path + "/{id}/resolve", (string id, IFormCollection form, StrayEvents page, CancellationToken stop) => page.ResolveAsync(id, form["reason"].ToString(), stop)).Needs(ConsoleDoor.Ability);
    }

    private async Task<IResult> ResolveAsync(string id, string typed, CancellationToken stop)
    {
        var reason = typed.Replace("\0", "", StringComparison.Ordinal).Trim();
        await work.BeginPlatformAsync(stop);
        var refusal = await NoteAsync(id, reason, stop);
        if (refusal is null) await work.CommitAsync(stop);
        else await work.RollbackAsync();
        if (refusal is null) return Results.Redirect($"{Path}?done=resolved");
        if (refusal.Status == StatusCodes.Status404NotFound) return refusal;
        var answer = await PageAsync(false, false, t[refusal.Sentence], refusal == NoReason ? id : null, stop);
        answer.StatusCode = refusal.Status;
        return answer;
    }

    // Of two who are done with the same event the second hears so: its row is changed only while nobody was, and while it is still nobody's.
    private async Task<Refusal?> NoteAsync(string id, string reason, CancellationToken stop)
    {
        if ((await ReadAsync(true, id, stop)) is not [var found]) return Refusal.NotFound("This event");
        if (reason.Length is 0 or > LongestReason) return NoReason;
        await using var resolve = work.Command("update stripe_events set resolved_at = $2, resolved_by = $3, resolved_reason = $4 where id = $1 and resolved_at is null and tenant_id is null", id, clock.GetUtcNow(), visit.Caller.Name, reason);
        if (await resolve.ExecuteNonQueryAsync(stop) == 0) return ResolvedBefore;
        work.Audit(new Act("stripe_event.resolved", "stripe_event", id, found.Account) { Reason = reason, Changes = [new Changed(found.Type, null, found.ObjectId)] });
        return null;
    }

    private async Task<RazorComponentResult<StrayEventsPage>> PageAsync(bool all, bool done, string? refused, string? refusedId, CancellationToken stop)
    {
        await work.BeginPlatformAsync(stop);
        var events = await ReadAsync(all, null, stop);
        await work.RollbackAsync();
        return new(new { Events = events, All = all, Done = done, Refused = refused, RefusedId = refusedId });
    }

    private async Task<List<StrayEvent>> ReadAsync(bool all, string? id, CancellationToken stop)
    {
        await using var read = work.Command("""
            select id, type, account, object_id, told_at, resolved_at, resolved_by, resolved_reason from stripe_events
            where tenant_id is null and account is not null and ($1 or resolved_at is null) and ($2::text is null or id = $2) order by received_at desc, id limit $3
            """, all, id, MostShown);
        await using var reader = await read.ExecuteReaderAsync(stop);
        var events = new List<StrayEvent>();
        while (await reader.ReadAsync(stop))
            events.Add(new StrayEvent(reader.GetString(0), reader.GetString(1), reader.GetString(2), Text(reader, 3), reader.GetFieldValue<DateTimeOffset>(4),
                reader.IsDBNull(5) ? null : reader.GetFieldValue<DateTimeOffset>(5), Text(reader, 6), Text(reader, 7)));
        return events;
    }

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
