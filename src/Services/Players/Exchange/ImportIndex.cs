using PadelSaaS.Players.Profile;

namespace PadelSaaS.Players.Exchange;

/// <summary>
/// All customers by what a line of a file can mean them by: id, address, or name and number. Of an account and a guest with one address the
/// account is meant: the file is the club's own word. Who was merged stands for the one who was kept.
/// </summary>
internal sealed class ImportIndex
{
    private readonly Dictionary<Guid, Customer> byId;
    private readonly Dictionary<string, Customer> byEmail = [];
    private readonly Dictionary<string, Guid> guests = [];
    private readonly Dictionary<string, Customer> byNameAndPhone = [];
    private readonly ILookup<Guid, GroupMember> places;

    public ImportIndex(IReadOnlyCollection<Customer> customers, IEnumerable<GroupMember> places)
    {
        byId = customers.ToDictionary(customer => customer.Id);
        this.places = places.ToLookup(place => place.CustomerId);
        foreach (var customer in customers.OrderByDescending(customer => customer.AccountId is not null)) Add(customer, Kept(customer));
    }

    /// <summary>Who the row means; <see langword="null"/> for somebody new.</summary>
    public Customer? Find(IReadOnlyDictionary<string, string> row)
    {
        if (row.GetValueOrDefault("id", "") is { Length: > 0 } id) return Guid.TryParse(id, out var known) && byId.TryGetValue(known, out var customer) ? Kept(customer) : null;
        if (row.GetValueOrDefault("email", "") is { Length: > 0 } email) return byEmail.GetValueOrDefault(email.ToLowerInvariant());
        return byNameAndPhone.GetValueOrDefault(Key(row.GetValueOrDefault("name", ""), row.GetValueOrDefault("phone")));
    }

    /// <summary>The guest who has this address, whether or not they were merged.</summary>
    public Guid? Owner(string email) => guests.TryGetValue(email.ToLowerInvariant(), out var id) ? id : null;

    /// <summary>The groups somebody is in.</summary>
    public IReadOnlyList<CustomerInput.Place> PlacesOf(Guid id) => [.. places[id].Select(place => new CustomerInput.Place(place.GroupKey, place.Until))];

    /// <summary>Somebody a line of the file adds: the next line may mean them.</summary>
    public void Add(Customer customer) => Add(customer, customer);

    private void Add(Customer customer, Customer kept)
    {
        byId.TryAdd(customer.Id, customer);
        if (customer.Email is { } email)
        {
            byEmail.TryAdd(email.ToLowerInvariant(), kept);
            if (customer.AccountId is null) guests.TryAdd(email.ToLowerInvariant(), kept.Id);
        }
        byNameAndPhone.TryAdd(Key(customer.Name, customer.Phone), kept);
    }

    private Customer Kept(Customer customer) => customer.MergedInto is { } kept && byId.TryGetValue(kept, out var other) ? other : customer;

    private static string Key(string name, string? phone) => $"{Folded.Text(name)}|{Folded.Digits(phone)}";
}
