using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Privacy;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Privacy.Jobs;

namespace PadelSaaS.Privacy;

/// <summary>What stands in the way of erasing somebody, or nothing.</summary>
internal sealed record Prospect(Person Person, IReadOnlyList<Obstacle> Obstacles);

/// <summary>
/// Erases a person at every service in one transaction: whoever is killed in the middle has done nothing, and the timer rings again. What lies in
/// the outbox goes afterwards, once everybody has heard it.
/// </summary>
internal sealed class Erasing(
    UnitOfWork work, CurrentTenant tenant, IEnumerable<IPersonalData> services, IPeople people, IAccounts accounts, IBookingContacts bookings, ForgottenFacts facts, Visit visit, TimeProvider clock)
{
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    /// <summary>Who a customer is and what stands in the way; <see langword="null"/> where there is none.</summary>
    public async Task<Prospect?> ProspectAsync(Guid customerId, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var found = await people.OfCustomerAsync(customerId, stop) is { } person ? await JudgeAsync(await CompleteAsync(person, stop), stop) : null;
        await work.RollbackAsync();
        return found;
    }

    /// <summary>The same of an account.</summary>
    public async Task<Prospect?> ProspectOfAccountAsync(Guid accountId, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var found = await OfAccountAsync(accountId, stop) is { } person ? await JudgeAsync(person, stop) : null;
        await work.RollbackAsync();
        return found;
    }

    /// <summary>Asks for the erasure.</summary>
    public async Task<Guid> AskAsync(Person person, bool byHolder, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        await work.BeginAsync(stop);
        work.Model<PrivacyModel>().Add(new Erasure { Id = id, AskedAt = now, AskedBy = byHolder ? null : visit.Caller.AccountId, ByHolder = byHolder, Person = Write(person) });
        if (!byHolder) work.Audit(new Act("person.erasure_asked", "erasure", $"{id}"));
        work.RingAt(now, ErasePerson.Name, $"{id}");
        await work.CommitAsync(stop);
        return id;
    }

    /// <summary>Does the next step of an erasure.</summary>
    public async Task StepAsync(Guid id, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var erasure = await work.Model<PrivacyModel>().Erasures.FromSql($"select * from erasures where id = {id} for update").FirstOrDefaultAsync(stop);
        if (erasure?.State == Erasure.Asked)
        {
            await EraseAsync(erasure, stop);
            await work.CommitAsync(stop);
            return;
        }
        await work.RollbackAsync();
        if (erasure?.State == Erasure.Erased) await FinishAsync(id, Read(erasure), stop);
    }

    /// <summary>How an erasure stands.</summary>
    public async Task<Erasure?> FindAsync(Guid id, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var found = await work.Model<PrivacyModel>().Erasures.AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, stop);
        await work.RollbackAsync();
        return found;
    }

    private async Task EraseAsync(Erasure erasure, CancellationToken stop)
    {
        // What was booked between the page and now counts.
        var person = await CompleteAsync(Read(erasure), stop);
        var now = clock.GetUtcNow();
        if ((await JudgeAsync(person, stop)).Obstacles.Count > 0)
        {
            (erasure.State, erasure.Person, erasure.FinishedAt) = (Erasure.Refused, null, now);
            return;
        }
        var handled = new List<Handled>();
        foreach (var service in services.OrderBy(one => one.Service == "identity")) handled.AddRange(await service.EraseAsync(person, stop));
        // Answers kept for repeated requests are an account's own; a guest's are sealed and gone within a week.
        await new PersonalRows(work, person).ExecuteAsync("delete from idempotency_keys where caller in (select account::text from unnest(@accounts) as account)", stop);
        (erasure.State, erasure.ErasedAt, erasure.Person, erasure.Receipt) = (Erasure.Erased, now, Write(person), JsonSerializer.Serialize(handled, JsonSerializerOptions.Web));
        work.Audit(new Act("person.erased", "erasure", $"{erasure.Id}"));
        work.RingAt(now, ErasePerson.Name, $"{erasure.Id}");
    }

    private async Task FinishAsync(Guid id, Person person, CancellationToken stop)
    {
        var isGone = await facts.ForgetAsync(tenant.Info, person, stop);
        var now = clock.GetUtcNow();
        await work.BeginAsync(stop);
        var erasure = await work.Model<PrivacyModel>().Erasures.FirstAsync(one => one.Id == id, stop);
        if (isGone) (erasure.State, erasure.FinishedAt, erasure.Person) = (Erasure.Finished, now, null);
        else work.RingAt(now + Again, ErasePerson.Name, $"{id}");
        await work.CommitAsync(stop);
    }

    private async Task<Person?> OfAccountAsync(Guid accountId, CancellationToken stop)
    {
        if (await accounts.FindAsync(accountId, stop) is not { } account) return null;
        var known = await people.CustomerOfAsync(accountId, stop) is { } customer ? await people.OfCustomerAsync(customer, stop) : null;
        return await CompleteAsync(new Person(
            [.. (known?.Accounts ?? []).Append(accountId).Distinct()], [.. (known?.Addresses ?? []).Append(account.Email.ToLowerInvariant()).Distinct()], [.. (known?.Names ?? []).Append(account.FullName).Distinct()], []), stop);
    }

    private async Task<Person> CompleteAsync(Person person, CancellationToken stop) =>
        person with { Bookings = [.. person.Bookings.Union(await bookings.BookingsOfAsync(person.Accounts, person.Addresses, stop))] };

    private async Task<Prospect> JudgeAsync(Person person, CancellationToken stop)
    {
        var obstacles = new List<Obstacle>();
        foreach (var service in services) obstacles.AddRange(await service.ObstaclesAsync(person, stop));
        return new Prospect(person, obstacles);
    }

    private static string Write(Person person) => JsonSerializer.Serialize(person, JsonSerializerOptions.Web);

    private static Person Read(Erasure erasure) => JsonSerializer.Deserialize<Person>(erasure.Person!, JsonSerializerOptions.Web)!;
}
