namespace PadelSaaS.Contracts.Privacy;

/// <summary>Who somebody is by what they are known by. Answered by Players, inside the caller's unit of work.</summary>
public interface IPeople
{
    /// <summary>A customer with all rows that turned out to be the same person, without bookings; <see langword="null"/> where there is none.</summary>
    Task<Person?> OfCustomerAsync(Guid customerId, CancellationToken stop = default);

    /// <summary>The customer of an account; <see langword="null"/> where there is none.</summary>
    Task<Guid?> CustomerOfAsync(Guid accountId, CancellationToken stop = default);
}
