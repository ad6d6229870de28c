using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Players.Profile;

/// <summary>A customer with all the club knows of them.</summary>
/// <param name="Absorbed">Rows that turned out to be the same person.</param>
internal sealed record Known(
    Customer Customer, IReadOnlyList<Customer> Absorbed, IReadOnlyList<CustomerGroup> AllGroups, IReadOnlyList<GroupMember> Places, IReadOnlyList<Note> Notes, IReadOnlyList<HistoryRow> History)
{
    /// <summary>Accounts that are theirs.</summary>
    public IReadOnlyList<Guid> Accounts => [.. Absorbed.Prepend(Customer).Select(one => one.AccountId).OfType<Guid>()];

    /// <summary>Addresses they have booked by as a guest. An account's address is not among them: nobody has proved that the guest was its holder.</summary>
    public IReadOnlyList<string> GuestAddresses => [.. Absorbed.Prepend(Customer).Where(one => one.AccountId is null).Select(one => one.Email).OfType<string>()];
}

/// <summary>Reads a customer whole.</summary>
internal sealed class Profiles(UnitOfWork work, IBookingHistory bookings, IPayments payments, CurrentTenant tenant)
{
    private const int MostBookings = 100;
    private const int MostNotes = 200;

    /// <summary>Who this customer is now: the one kept, where two turned out to be one. Inside a unit of work.</summary>
    public async Task<Customer?> FindAsync(Guid id, CancellationToken stop)
    {
        var customers = work.Model<PlayersModel>().Customers;
        var customer = await customers.FirstOrDefaultAsync(one => one.Id == id, stop);
        return customer?.MergedInto is { } kept ? await customers.FirstAsync(one => one.Id == kept, stop) : customer;
    }

    /// <summary>The same, and nobody else changes them until the unit of work ends.</summary>
    public async Task<Customer?> FindLockedAsync(Guid id, CancellationToken stop)
    {
        var customers = work.Model<PlayersModel>().Customers;
        var customer = await customers.FromSql($"select * from customers where id = coalesce((select merged_into from customers where id = {id}), {id}) for update").FirstOrDefaultAsync(stop);
        // Merged while we waited: whoever was kept is the one.
        return customer?.MergedInto is { } kept ? await customers.FromSql($"select * from customers where id = {kept} for update").FirstAsync(stop) : customer;
    }

    /// <summary>The customer whole. Inside a unit of work.</summary>
    public async Task<Known?> ReadAsync(Guid id, CancellationToken stop)
    {
        if (await FindAsync(id, stop) is not { } customer) return null;
        var model = work.Model<PlayersModel>();
        var absorbed = await model.Customers.AsNoTracking().Where(one => one.MergedInto == customer.Id).OrderBy(one => one.CreatedAt).ToListAsync(stop);
        // Notes and history stay where they were written and are read together.
        Guid[] ids = [customer.Id, .. absorbed.Select(one => one.Id)];
        return new Known(
            customer,
            absorbed,
            await model.CustomerGroups.AsNoTracking().OrderBy(group => group.Position).ThenBy(group => group.Key).ToListAsync(stop),
            await model.GroupMembers.AsNoTracking().Where(place => place.CustomerId == customer.Id).ToListAsync(stop),
            await model.Notes.AsNoTracking().Where(note => ids.Contains(note.CustomerId)).OrderByDescending(note => note.At).ThenByDescending(note => note.Id).Take(MostNotes).ToListAsync(stop),
            await model.History.AsNoTracking().Where(row => ids.Contains(row.CustomerId)).OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Take(MostNotes).ToListAsync(stop));
    }

    /// <summary>What they booked, and what of their money came back. Outside a unit of work.</summary>
    public async Task<(BookingHistory Bookings, Contracts.Money Returned)> BookedAsync(Known known, CancellationToken stop)
    {
        var history = await bookings.OfAsync(known.Accounts, known.GuestAddresses, MostBookings, stop);
        return (history, await payments.ReturnedAsync([.. history.Bookings.Select(booking => booking.BookingId)], tenant.Info.Currency, stop));
    }
}
