using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity.Staff;

/// <summary>What a club asks of who works there.</summary>
/// <param name="Asks"><see cref="Trusted"/> or <see cref="Everybody"/>.</param>
/// <param name="FromAt">From when on nothing opens without it.</param>
internal sealed record SecondFactorRule(string Asks, DateTimeOffset FromAt)
{
    public const string Nobody = "nobody";
    public const string Trusted = "trusted";
    public const string Everybody = "everybody";

    private static readonly string[] MoneyAndSettings =
        [Ability.ManageBookings, Ability.TakePayments, Ability.SeePayments, Ability.ManageVenues, Ability.ManagePrices, Ability.ManageStaff, Ability.ManageTenant];

    /// <summary>Roles of everybody who works here.</summary>
    public static readonly string[] StaffRoles = [.. GivingRoles.OfStaff];

    /// <summary>Roles that move money or change how the club works.</summary>
    public static readonly string[] TrustedRoles = [.. StaffRoles.Where(role => RoleAbilities.Of([role]).Intersect(MoneyAndSettings).Any())];

    public bool IsAbout(IEnumerable<string> roles) => roles.Intersect(Asks == Everybody ? StaffRoles : TrustedRoles).Any();
}

/// <summary>Reads and sets whether staff have to prove two things, and has those told who cannot yet.</summary>
internal sealed class SecondFactorRules(UnitOfWork work, CurrentTenant current, StaffBook book, TimeProvider clock)
{
    private const int MostDays = 90;
    private static readonly TimeSpan RemindBefore = TimeSpan.FromDays(3);

    /// <summary>The rule; <see langword="null"/> where nobody is asked. The transaction is the caller's.</summary>
    public async Task<SecondFactorRule?> ReadAsync(CancellationToken stop)
    {
        await using var command = work.Command("select asks, from_at from staff_second_factor");
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop) ? new SecondFactorRule(reader.GetString(0), reader.GetFieldValue<DateTimeOffset>(1)) : null;
    }

    /// <summary>The day it holds from, by the club's calendar.</summary>
    public DateOnly DayOf(SecondFactorRule rule) => StaffDays.LastDay(rule.FromAt, current.Info).AddDays(1);

    /// <summary>Asks for it from a day on, or (<see cref="SecondFactorRule.Nobody"/>) no longer. The transaction is the caller's.</summary>
    public async Task<Refusal?> SetAsync(string? asks, DateOnly? from, CancellationToken stop)
    {
        if (asks is not (SecondFactorRule.Nobody or SecondFactorRule.Trusted or SecondFactorRule.Everybody)) return StaffRefusals.UnknownAsk;
        await StaffQueue.EnterAsync(work, stop);
        var (before, today) = (await ReadAsync(stop), StaffDays.Today(current.Info, clock.GetUtcNow()));
        var kept = before is null ? (DateOnly?)null : DayOf(before);
        if (asks != SecondFactorRule.Nobody && (from is not { } day || ((day < today || day > today.AddDays(MostDays)) && day != kept))) return StaffRefusals.BadFirstDay;
        var rule = asks == SecondFactorRule.Nobody ? null : new SecondFactorRule(asks, StaffDays.EndOf(from!.Value.AddDays(-1), current.Info));
        if (rule == before) return null;

        await WriteAsync(rule, stop);
        work.Audit(new Act("role.second_factor", "club", "second_factor") { Changes = [new Changed("asks", before?.Asks ?? SecondFactorRule.Nobody, asks), new Changed("from", before is null ? null : $"{DayOf(before):yyyy-MM-dd}", rule is null ? null : $"{from:yyyy-MM-dd}")] });
        foreach (var member in await book.MembersAsync(stop)) work.Tell(new SecondFactorChanged(member.Id));
        if (rule is null) return null;
        await TellAsync(rule, stop);
        if (rule.FromAt - RemindBefore > clock.GetUtcNow()) work.RingAt(rule.FromAt - RemindBefore, RemindOfSecond.Name, $"{rule.FromAt.ToUnixTimeSeconds()}");
        return null;
    }

    /// <summary>Writes to everybody whom the rule is about and who has neither app nor passkey. The transaction is the caller's.</summary>
    public async Task TellAsync(SecondFactorRule rule, CancellationToken stop)
    {
        var lacking = (await book.MembersAsync(stop)).Where(member => !member.HasTwo && rule.IsAbout(member.Roles.Select(role => role.Role))).ToDictionary(member => member.Id);
        var ids = lacking.Keys.ToList();
        foreach (var user in await work.Model<IdentityModel>().Users.AsNoTracking().Where(user => ids.Contains(user.Id)).ToListAsync(stop))
            work.Tell(new AccountAlerted(user.Id, Guid.CreateVersion7(clock.GetUtcNow()), AccountAlert.SecondFactorAsked, user.Email!, user.FirstName, user.Language, $"{DayOf(rule):yyyy-MM-dd}"));
    }

    private async Task WriteAsync(SecondFactorRule? rule, CancellationToken stop)
    {
        await using var forget = work.Command("delete from staff_second_factor");
        await forget.ExecuteNonQueryAsync(stop);
        if (rule is null) return;
        await using var write = work.Command("insert into staff_second_factor (asks, from_at) values ($1, $2)", rule.Asks, rule.FromAt);
        await write.ExecuteNonQueryAsync(stop);
    }
}
