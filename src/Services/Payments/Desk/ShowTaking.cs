using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Payments.Desk;

/// <summary>A payment of a booking as the desk sees it.</summary>
/// <param name="LeftMinor">What could still go back of it.</param>
/// <param name="MayReverse">Taken here today, and whole.</param>
public sealed record DeskPayment(Guid Id, string Provider, Money Amount, string State, DateTimeOffset At, long LeftMinor, bool MayReverse);

/// <summary>All the desk sees of a booking's money.</summary>
public sealed record DeskMoney(DeskBooking Booking, Money Due, IReadOnlyList<DeskPayment> Payments, IReadOnlyList<RefundTask> Tasks, Till? Till)
{
    /// <summary>What of it the club let go.</summary>
    public Money LetGo { get; init; } = Due with { AmountMinor = 0 };
}

/// <summary>The page on which the desk takes money for a booking, takes a mistake back and gives money back.</summary>
internal sealed class ShowTaking(
    TakingMoney taking, HandingBack handing, RefundTasks tasks, DeskDue due, Refunding refunding, IDeskBookings bookings, UnitOfWork work, IStringLocalizer<PaymentsWords> t, TimeProvider clock)
{
    public static string PathOf(Guid bookingId) => $"/desk/pay/{bookingId}";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/desk/pay/{bookingId:guid}", (Guid bookingId, Guid? taken, long? change, string? done, ShowTaking page, CancellationToken stop) =>
            page.PageAsync(bookingId, new TakingNews(taken, change, done), null, stop)).Needs(Ability.TakePayments);
        doors.Club.MapPost("/desk/pay/{bookingId:guid}", (Guid bookingId, IFormCollection form, ShowTaking page, CancellationToken stop) => page.TakeAsync(bookingId, form, stop)).MovesMoney().Needs(Ability.TakePayments);
        doors.Club.MapPost("/desk/pay/{bookingId:guid}/reverse", (Guid bookingId, IFormCollection form, ShowTaking page, CancellationToken stop) => page.ReverseAsync(bookingId, form, stop)).MovesMoney().Needs(Ability.TakePayments);
        doors.Club.MapPost("/desk/pay/{bookingId:guid}/give-back", (Guid bookingId, IFormCollection form, ShowTaking page, CancellationToken stop) => page.GiveAsync(bookingId, form, stop)).MovesMoney().Needs(Ability.TakePayments);
    }

    /// <summary>What the desk sees of a booking's money.</summary>
    public async Task<DeskMoney?> ReadAsync(Guid bookingId, CancellationToken stop)
    {
        if (await bookings.FindAsync(bookingId, stop) is not { } booking) return null;
        await work.BeginAsync(stop);
        var model = work.Model<PaymentsModel>();
        var payments = await model.Payments.AsNoTracking().Where(one => one.BookingId == bookingId).OrderBy(one => one.Id).ToListAsync(stop);
        var open = await due.OfAsync(booking, payments, stop);
        var till = (await model.Tills.AsNoTracking().Where(one => one.VenueId == booking.VenueId && one.ClosedAt == null).ToListAsync(stop)).FirstOrDefault();
        var shown = new List<DeskPayment>();
        foreach (var payment in payments.Where(one => one.SettledAt is not null))
        {
            var left = await refunding.LeftAsync([payment], stop);
            shown.Add(new DeskPayment(payment.Id, payment.Provider, payment.Amount, payment.State, payment.SettledAt!.Value, left, DeskMethod.Is(payment.Provider) && payment.IsWhole && left == payment.AmountMinor && IsToday(payment.SettledAt!.Value, booking.Zone)));
        }
        await work.RollbackAsync();
        return new DeskMoney(booking, open, shown, await tasks.OfAsync(bookingId, stop), till) { LetGo = open with { AmountMinor = payments.Where(one => one.IsLetGo).Sum(one => one.AmountMinor) } };
    }

    private bool IsToday(DateTimeOffset at, string zone) => clock.GetUtcNow() - at < TimeSpan.FromHours(24) && (TimeText.LocalDate(at, zone) == TimeText.LocalDate(clock.GetUtcNow(), zone) || clock.GetUtcNow() - at < TimeSpan.FromHours(12));

    private async Task<IResult> TakeAsync(Guid bookingId, IFormCollection form, CancellationToken stop)
    {
        if (await bookings.FindAsync(bookingId, stop) is not { } booking) return TypedResults.NotFound();
        var typed = TakingForm.Read(form);
        var amount = MoneyInput.Parse(typed["amount"], booking.Owed.Currency);
        var tendered = typed["tendered"].Length == 0 || typed["method"] != DeskMethod.Cash ? null : MoneyInput.Parse(typed["tendered"], booking.Owed.Currency);
        if (amount is not > 0) return await AgainAsync(bookingId, typed.Wrong("amount", t["An amount is needed, such as 12.50."]), StatusCodes.Status400BadRequest, stop);
        if (typed["tendered"].Length > 0 && typed["method"] == DeskMethod.Cash && tendered is null) return await AgainAsync(bookingId, typed.Wrong("tendered", t["An amount is needed, such as 12.50."]), StatusCodes.Status400BadRequest, stop);
        if (!Guid.TryParse(typed["key"], out var key)) return TypedResults.BadRequest();

        var outcome = await taking.TakeAsync(new DeskTaking(bookingId, typed["method"], amount, tendered, typed["reference"].Length == 0 || typed["method"] != DeskMethod.Terminal ? null : typed["reference"], key), stop);
        if (outcome.Refusal is { } refusal)
            return await AgainAsync(bookingId, refusal.Field is { } field ? typed.Wrong(field, refusal.Said(t)) : typed with { Refusal = refusal.Said(t) }, refusal.Status, stop);
        var change = outcome.Change is { AmountMinor: > 0 } back ? string.Create(CultureInfo.InvariantCulture, $"&change={back.AmountMinor}") : "";
        return Results.Redirect($"{PathOf(bookingId)}?taken={outcome.Payment!.Id}{change}");
    }

    private async Task<IResult> ReverseAsync(Guid bookingId, IFormCollection form, CancellationToken stop)
    {
        var reason = Reason(form);
        if (reason is null) return await AgainAsync(bookingId, TakingForm.Empty with { Refusal = t["Please say why: it is kept with the booking."] }, StatusCodes.Status400BadRequest, stop);
        if (!Guid.TryParse(form["payment"], out var id)) return TypedResults.NotFound();
        var (payment, refusal) = await taking.ReverseAsync(id, reason, stop);
        if (refusal is not null) return await AgainAsync(bookingId, TakingForm.Empty with { Refusal = refusal.Said(t) }, refusal.Status, stop);
        return Results.Redirect($"{PathOf(payment!.BookingId!.Value)}?done=reversed");
    }

    private async Task<IResult> GiveAsync(Guid bookingId, IFormCollection form, CancellationToken stop)
    {
        if (await bookings.FindAsync(bookingId, stop) is not { } booking || !Guid.TryParse(form["payment"], out var id)) return TypedResults.NotFound();
        var (reason, amount) = (Reason(form), MoneyInput.Parse(form["amount"].ToString(), booking.Owed.Currency));
        if (reason is null) return await AgainAsync(bookingId, TakingForm.Empty with { Refusal = t["Please say why: it is kept with the booking."] }, StatusCodes.Status400BadRequest, stop);
        if (amount is not > 0) return await AgainAsync(bookingId, TakingForm.Empty with { Refusal = t["An amount is needed, such as 12.50."] }, StatusCodes.Status400BadRequest, stop);
        var (refund, refusal) = await handing.GiveAsync(id, amount.Value, reason, stop);
        return refusal is not null
            ? await AgainAsync(bookingId, TakingForm.Empty with { Refusal = refusal.Said(t) }, refusal.Status, stop)
            : Results.Redirect($"{PathOf(bookingId)}?done={(refund!.State == Refund.Settled ? "given" : "going")}");
    }

    private static string? Reason(IFormCollection form) =>
        form["reason"].ToString().Replace("\0", "", StringComparison.Ordinal).Trim() is { Length: > 0 and <= HandingBack.LongestReason } reason ? reason : null;

    private Task<IResult> AgainAsync(Guid bookingId, TakingForm form, int status, CancellationToken stop) => PageAsync(bookingId, new TakingNews(null, null, null), form, stop, status);

    private async Task<IResult> PageAsync(Guid bookingId, TakingNews news, TakingForm? form, CancellationToken stop, int status = StatusCodes.Status200OK)
    {
        if (await ReadAsync(bookingId, stop) is not { } money) return TypedResults.NotFound();
        return new RazorComponentResult<TakingPage>(new
        {
            Money = money,
            News = news,
            Form = form ?? TakingForm.Of(money),
            Key = Guid.CreateVersion7(clock.GetUtcNow()),
        })
        {
            StatusCode = status,
        };
    }
}

/// <summary>What happened just before the page is shown.</summary>
public sealed record TakingNews(Guid? Taken, long? ChangeMinor, string? Done);

/// <summary>The form as typed.</summary>
public sealed record TakingForm(IReadOnlyDictionary<string, string> Typed)
{
    public static readonly TakingForm Empty = new(new Dictionary<string, string>());

    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    public string? Refusal { get; init; }

    public string this[string name] => Typed.GetValueOrDefault(name, "");

    internal static TakingForm Of(DeskMoney money) => new(new Dictionary<string, string> { ["amount"] = MoneyText.Plain(money.Due) });

    internal static TakingForm Read(IFormCollection form) => new(form.ToDictionary(field => field.Key, field => field.Value.ToString().Replace("\0", "", StringComparison.Ordinal).Trim()));

    internal TakingForm Wrong(string field, string sentence) => this with { Errors = new Dictionary<string, string> { [field] = sentence } };
}
