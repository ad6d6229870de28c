using System.Data.Common;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Desk;

/// <summary>What somebody owes the club.</summary>
/// <param name="Kind">One of <see cref="DueKind"/>.</param>
/// <param name="BookingId">Its booking; <see langword="null"/> for a membership.</param>
/// <param name="Since">Since when it is owed: the beginning of play, the deadline of a share, the first day of a member's period.</param>
/// <param name="Name">Who owes it, as the club knows them.</param>
/// <param name="Href">Page at the club on which it is looked at.</param>
public sealed record DueLine(string Kind, Guid? BookingId, string What, string Name, DateTimeOffset Since, string Zone, Money Amount, string Href)
{
    /// <summary>Whether the desk can take it, or let it go.</summary>
    public bool AtDesk => Kind is DueKind.Booking or DueKind.NoShow or DueKind.LateCancel;
}

/// <summary>Why somebody owes money.</summary>
internal static class DueKind
{
    /// <summary>A booking, or a part of its price.</summary>
    public const string Booking = "booking";

    /// <summary>What is kept from somebody who did not come.</summary>
    public const string NoShow = "no_show";

    /// <summary>What is kept of a booking that was cancelled too late.</summary>
    public const string LateCancel = "late_cancel";

    /// <summary>A share of a split price that its player has not secured.</summary>
    public const string Share = "share";

    /// <summary>A period of a membership whose payment was refused.</summary>
    public const string Membership = "membership";

    public static readonly IReadOnlyList<string> All = [Booking, NoShow, LateCancel, Share, Membership];
}

/// <summary>How long it has been owed.</summary>
internal static class DueAge
{
    /// <summary>Also what is only to come.</summary>
    public const string All = "all";

    /// <summary>More than a week.</summary>
    public const string Week = "week";

    /// <summary>More than thirty days.</summary>
    public const string Month = "month";

    public static readonly IReadOnlyList<string> Named = [All, Week, Month];
}

/// <summary>Everything that is owed to the club and not paid, the oldest first.</summary>
internal sealed class DueList(UnitOfWork work, CurrentTenant tenant, IDeskBookings bookings, IAccounts accounts, TimeProvider clock)
{
    /// <summary>How many of each source are shown.</summary>
    public const int Most = 500;

    private const string DeskSql = """
        select p.booking_id, p.amount_minor, p.currency, p.description, coalesce((b.court ->> 'start')::timestamptz, p.created_at) as since
        from payments p left join billed_bookings b on b.booking_id = p.booking_id
        where p.state = 'due_at_club' and coalesce((b.court ->> 'start')::timestamptz, p.created_at) <= $1 order by since, p.id limit $2
        """;

    private const string SharesSql = """
        select s.booking_id, s.amount_minor, p.currency, p.venue_name || ' · ' || p.court_name, p.deadline_at, coalesce(s.name, ''), p.zone
        from shares s join splits p on p.id = s.split_id
        where s.state = 'open' and p.state in ('open', 'covering') and p.deadline_at <= $1 order by p.deadline_at, s.id limit $2
        """;

    private const string MembershipsSql = """
        select m.account_id, c.amount_minor, c.currency, n.name, c.period_from::timestamp at time zone $3
        from memberships m join membership_plans n on n.id = m.plan_id join membership_charges c on c.membership_id = m.id and c.state = 'open' and c.kind = 'period'
        where m.state = 'past_due' and c.period_from::timestamp at time zone $3 <= $1 order by c.period_from, m.id limit $2
        """;

    /// <param name="kind">One of <see cref="DueKind"/>; <see langword="null"/> for all.</param>
    /// <param name="age">One of <see cref="DueAge"/>; <see langword="null"/> for what is due by now.</param>
    public async Task<IReadOnlyList<DueLine>> ReadAsync(string? kind, string? age, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var until = age switch { DueAge.All => now.AddYears(2), DueAge.Week => now.AddDays(-7), DueAge.Month => now.AddDays(-30), _ => now };
        await work.BeginAsync(stop);
        var lines = new List<DueLine>();
        if (kind is null or DueKind.Booking or DueKind.NoShow or DueKind.LateCancel) lines.AddRange(await AtDeskAsync(until, stop));
        if (kind is null or DueKind.Share) lines.AddRange(await RowsAsync(SharesSql, until, row => new DueLine(DueKind.Share, row.GetGuid(0), row.GetString(3), row.GetString(5), At(row, 4), row.GetString(6), Amount(row), $"/bookings/{row.GetGuid(0)}"), stop));
        if (kind is null or DueKind.Membership) lines.AddRange(await MembershipsAsync(until, stop));
        await work.RollbackAsync();
        return [.. lines.Where(line => kind is null || line.Kind == kind).OrderBy(line => line.Since)];
    }

    private async Task<IEnumerable<DueLine>> AtDeskAsync(DateTimeOffset until, CancellationToken stop)
    {
        var rows = await RowsAsync(DeskSql, until, row => (Booking: row.GetGuid(0), Amount: Amount(row), What: row.GetString(3), Since: At(row, 4)), stop);
        var known = (await bookings.FindAsync([.. rows.Select(row => row.Booking)], stop)).ToDictionary(booking => booking.BookingId);
        return rows.Select(row => known.TryGetValue(row.Booking, out var booking)
            ? new DueLine(KindOf(booking), row.Booking, $"{booking.Code} · {row.What}", booking.Name, booking.Start, booking.Zone, row.Amount, ShowTaking.PathOf(row.Booking))
            : new DueLine(DueKind.Booking, row.Booking, row.What, "", row.Since, tenant.Info.Zone, row.Amount, ShowTaking.PathOf(row.Booking)));
    }

    private static string KindOf(DeskBooking booking) => booking.Status switch { "no_show" => DueKind.NoShow, "cancelled" => DueKind.LateCancel, _ => DueKind.Booking };

    private async Task<IEnumerable<DueLine>> MembershipsAsync(DateTimeOffset until, CancellationToken stop)
    {
        var rows = await RowsAsync(MembershipsSql, until, row => (Account: row.GetGuid(0), Amount: Amount(row), Plan: row.GetString(3), Since: At(row, 4)), stop, tenant.Info.Zone);
        var lines = new List<DueLine>();
        foreach (var row in rows)
            lines.Add(new DueLine(DueKind.Membership, null, row.Plan, (await accounts.FindAsync(row.Account, stop))?.FullName ?? "", row.Since, tenant.Info.Zone, row.Amount, Memberships.ShowMemberships.ManagePath));
        return lines;
    }

    private async Task<List<T>> RowsAsync<T>(string sql, DateTimeOffset until, Func<DbDataReader, T> read, CancellationToken stop, string? zone = null)
    {
        await using var command = zone is null ? work.Command(sql, until, Most) : work.Command(sql, until, Most, zone);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var rows = new List<T>();
        while (await reader.ReadAsync(stop)) rows.Add(read(reader));
        return rows;
    }

    private static Money Amount(DbDataReader row) => new(row.GetInt64(1), row.GetString(2));

    private static DateTimeOffset At(DbDataReader row, int column) => row.GetFieldValue<DateTimeOffset>(column);
}
