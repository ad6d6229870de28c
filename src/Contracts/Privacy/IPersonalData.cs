using System.Text.Json.Nodes;

namespace PadelSaaS.Contracts.Privacy;

/// <summary>Somebody whose data is meant, by everything they are known by at the current tenant.</summary>
/// <param name="Accounts">Their accounts.</param>
/// <param name="Addresses">Their addresses, in small letters: what was done by an address without an account is theirs.</param>
/// <param name="Names">What they are called, as it was written.</param>
/// <param name="Bookings">Bookings that are or were theirs.</param>
public sealed record Person(IReadOnlyList<Guid> Accounts, IReadOnlyList<string> Addresses, IReadOnlyList<string> Names, IReadOnlyList<Guid> Bookings)
{
    /// <summary>Stands where a name stood.</summary>
    public const string Nobody = "–";
}

/// <summary>Something that has to be over before somebody can be erased.</summary>
/// <param name="Kind"><c>booking</c>, <c>series</c>, <c>lesson</c>, <c>payment</c> or <c>role</c>.</param>
/// <param name="Text">Which one, as people say it.</param>
/// <param name="Link">Path of the page that ends it; <see langword="null"/> where only the club can.</param>
public sealed record Obstacle(string Kind, string Text, string? Link);

/// <summary>What became of one kind of data, for the receipt.</summary>
/// <param name="What">Which data, such as <c>bookings</c>.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Kept">Why rows are kept without saying whose they are: <c>accounts</c> for the books; <see langword="null"/> where nothing is.</param>
public sealed record Handled(string What, int Rows, string? Kept = null);

/// <summary>
/// What a service keeps about people. Every service whose tables have personal columns answers, so that nobody's data is forgotten: a test
/// looks for it. All of it runs inside the caller's unit of work of the tenant.
/// </summary>
public interface IPersonalData
{
    /// <summary>Name of the service, as in the table of services.</summary>
    string Service { get; }

    /// <summary>What stands in the way of erasing the person now.</summary>
    Task<IReadOnlyList<Obstacle>> ObstaclesAsync(Person person, CancellationToken stop);

    /// <summary>All that is kept about the person, for themselves to read. Secrets and hashes are left out.</summary>
    Task<JsonObject> ExportAsync(Person person, CancellationToken stop);

    /// <summary>Erases the person; what has to be kept says no longer whose it was. Done again, it finds nothing.</summary>
    Task<IReadOnlyList<Handled>> EraseAsync(Person person, CancellationToken stop);
}
