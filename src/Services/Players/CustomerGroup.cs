using System.Text.Json;

namespace PadelSaaS.Players;

/// <summary>What the club agrees with some of its customers.</summary>
internal sealed class CustomerGroup
{
    public required string Key { get; init; }

    /// <summary>JSON: name by language code.</summary>
    public required string Name { get; set; }

    public int Position { get; set; }

    /// <summary>Taken off courts, 0 to 10000.</summary>
    public int DiscountBasisPoints { get; set; }

    /// <summary>How many days ahead they may book; <see langword="null"/> for as far as everybody.</summary>
    public int? HorizonDays { get; set; }

    /// <summary>Rises with every change of what it is called and gives.</summary>
    public int Revision { get; set; } = 1;

    /// <summary>The name in a language; in whichever there is where nobody wrote it.</summary>
    public string NameIn(string language) => NameIn(Name, language, Key);

    /// <inheritdoc cref="NameIn(string)"/>
    public static string NameIn(string names, string language, string key)
    {
        var texts = NamesOf(names);
        return texts.GetValueOrDefault(language) ?? texts.Values.FirstOrDefault() ?? key;
    }

    /// <summary>The names by language.</summary>
    public static Dictionary<string, string> NamesOf(string names) => JsonSerializer.Deserialize<Dictionary<string, string>>(names)!;
}

/// <summary>A customer's place in a group.</summary>
internal sealed class GroupMember
{
    public required Guid CustomerId { get; init; }

    public required string GroupKey { get; init; }

    /// <summary>Last day, in the club's zone.</summary>
    public DateOnly? Until { get; set; }

    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>Whether it counts on a day.</summary>
    public bool Counts(DateOnly today) => Until is null || Until >= today;
}
