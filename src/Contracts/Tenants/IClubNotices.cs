namespace PadelSaaS.Contracts.Tenants;

/// <summary>What the platform tells those who work for clubs.</summary>
public interface IClubNotices
{
    /// <summary>What is to be told just now, the urgent first; from memory.</summary>
    ValueTask<IReadOnlyList<ClubNotice>> NowAsync(CancellationToken stop = default);
}

/// <summary>A sentence or two for everybody who works for a club.</summary>
/// <param name="Texts">By language; English is always there.</param>
/// <param name="Urgent">Whether it concerns their work today.</param>
public sealed record ClubNotice(Guid Id, IReadOnlyDictionary<string, string> Texts, bool Urgent)
{
    /// <summary>In a language, else in English.</summary>
    public string In(string language) => Texts.TryGetValue(language, out var text) && text.Length > 0 ? text : Texts["en"];
}

/// <summary>The platform tells clubs something new, or no more. Told in the platform's own name.</summary>
public sealed record NoticesChanged(Guid NoticeId) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => NoticeId;
}
