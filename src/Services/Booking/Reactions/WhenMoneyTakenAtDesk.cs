using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Reactions;

/// <summary>What the desk took is paid: the board shows it, and giving the court back gives it back.</summary>
internal sealed class WhenMoneyTakenAtDesk(PaidAtDesk paid) : IReaction<MoneyTakenAtDesk>
{
    public Task HearAsync(MoneyTakenAtDesk fact, CancellationToken stop) => paid.AddAsync(fact.BookingId, fact.Amount.AmountMinor, stop);
}

/// <summary>What was due at the desk was paid without it.</summary>
internal sealed class WhenDuePaid(PaidAtDesk paid) : IReaction<DuePaid>
{
    public Task HearAsync(DuePaid fact, CancellationToken stop) => paid.AddAsync(fact.BookingId, fact.Amount.AmountMinor, stop);
}

/// <summary>What the desk noted by mistake is not paid.</summary>
internal sealed class WhenDeskPaymentReversed(PaidAtDesk paid) : IReaction<DeskPaymentReversed>
{
    public Task HearAsync(DeskPaymentReversed fact, CancellationToken stop) => paid.AddAsync(fact.BookingId, -fact.Amount.AmountMinor, stop);
}

/// <summary>What the desk let go is not unpaid.</summary>
internal sealed class WhenDueLetGo(UnitOfWork work, TimeProvider clock) : IReaction<DueLetGo>
{
    private const string Sql = "update bookings set let_go_minor = let_go_minor + $2, updated_at = case when status = 'cancelled' then updated_at else greatest($3, updated_at + interval '1 microsecond') end where id = $1";

    public async Task HearAsync(DueLetGo fact, CancellationToken stop)
    {
        await using var note = work.Command(Sql, fact.BookingId, fact.Amount.AmountMinor, clock.GetUtcNow());
        await note.ExecuteNonQueryAsync(stop);
    }
}

/// <summary>Keeps what has been paid of a booking.</summary>
internal sealed class PaidAtDesk(UnitOfWork work, TimeProvider clock)
{
    // Whoever decides by what was paid has read the row before: a change makes them read it again. When a booking was given up stays as it was.
    private const string Sql = """
        update bookings set paid_minor = greatest(0, paid_minor + $2), updated_at = case when status = 'cancelled' then updated_at else greatest($3, updated_at + interval '1 microsecond') end where id = $1
        """;

    public async Task AddAsync(Guid bookingId, long amountMinor, CancellationToken stop)
    {
        await using var add = work.Command(Sql, bookingId, amountMinor, clock.GetUtcNow());
        await add.ExecuteNonQueryAsync(stop);
    }
}
