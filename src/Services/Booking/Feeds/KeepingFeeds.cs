using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Feeds;

/// <summary>Makes the links of calendars, exchanges them and ends them, each for the account that holds them.</summary>
internal sealed class KeepingFeeds(UnitOfWork work, IVenues venues, Visit visit, TimeProvider clock)
{
    public static readonly Refusal NoFeed = Refusal.NotFound("This calendar");

    // Made again after it was ended it is the same calendar with another link.
    private const string MakeSql = """
        insert into calendar_feeds (id, kind, holder_id, subject_id, language, made_at) values ($1, $2, $3, $4, $5, $6)
        on conflict on constraint one_feed_of_a_kind do update set language = excluded.language, revoked_at = null,
          made_at = case when calendar_feeds.revoked_at is null then calendar_feeds.made_at else excluded.made_at end
        returning id
        """;

    private const string RenewSql = "update calendar_feeds set turn = turn + 1, made_at = $3, language = $4 where id = $1 and holder_id = $2 and revoked_at is null";
    private const string RevokeSql = "update calendar_feeds set turn = turn + 1, revoked_at = $3 where id = $1 and holder_id = $2 and revoked_at is null";

    private Guid Holder => visit.Caller.AccountId!.Value;

    /// <summary>Which kinds the caller may have.</summary>
    public static bool May(Caller caller, string kind) => kind switch
    {
        CalendarFeed.Player => true,
        CalendarFeed.Coach => caller.May(Ability.SeeCoachCalendar),
        CalendarFeed.Court => caller.May(Ability.SeeBoard),
        _ => false,
    };

    /// <summary>The caller's calendars that have a link.</summary>
    public async Task<IReadOnlyList<CalendarFeed>> MineAsync(CancellationToken stop)
    {
        var holder = Holder;
        await work.BeginAsync(stop);
        var feeds = await work.Model<BookingModel>().CalendarFeeds.AsNoTracking().Where(row => row.HolderId == holder && row.RevokedAt == null).OrderBy(row => row.MadeAt).ThenBy(row => row.Id).ToListAsync(stop);
        await work.RollbackAsync();
        return feeds;
    }

    /// <summary>Makes a link, or finds the one that is there.</summary>
    /// <param name="court">For a calendar of a court: which.</param>
    public async Task<(Guid Id, Refusal? Refusal)> MakeAsync(string? kind, Guid? court, CancellationToken stop)
    {
        if (kind is not (CalendarFeed.Player or CalendarFeed.Coach or CalendarFeed.Court)) return (default, Refusal.Malformed("kind", "A calendar is of a player, a coach or a court."));
        if (!May(visit.Caller, kind)) return (default, Refusal.Forbidden());
        if (kind == CalendarFeed.Court && (court is null || !(await venues.AllAsync(stop)).Any(venue => venue.Courts.Any(one => one.Id == court))))
            return (default, court is null ? Refusal.Malformed("courtId", "Say which court.") : Refusal.NotFound("This court"));
        var now = clock.GetUtcNow();
        await work.BeginAsync(stop);
        await using var make = work.Command(MakeSql, Guid.CreateVersion7(now), kind, Holder, kind == CalendarFeed.Court ? court!.Value : Holder, visit.Language, now);
        var id = (Guid)(await make.ExecuteScalarAsync(stop))!;
        await work.CommitAsync(stop);
        return (id, null);
    }

    /// <summary>Gives a calendar another link; the one from before opens nothing any more.</summary>
    public Task<Refusal?> RenewAsync(Guid id, CancellationToken stop) => ChangeAsync(RenewSql, stop, id, Holder, clock.GetUtcNow(), visit.Language);

    /// <summary>Ends a calendar's link.</summary>
    public Task<Refusal?> RevokeAsync(Guid id, CancellationToken stop) => ChangeAsync(RevokeSql, stop, id, Holder, clock.GetUtcNow());

    private async Task<Refusal?> ChangeAsync(string sql, CancellationToken stop, params object[] values)
    {
        await work.BeginAsync(stop);
        await using var change = work.Command(sql, values);
        var changed = await change.ExecuteNonQueryAsync(stop);
        await work.CommitAsync(stop);
        return changed == 0 ? NoFeed : null;
    }
}
