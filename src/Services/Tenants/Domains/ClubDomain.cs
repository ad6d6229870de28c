namespace PadelSaaS.Tenants.Domains;

/// <summary>A domain a club wants to be found at.</summary>
/// <param name="Token">What its zone has to say, after <c>padel=</c>.</param>
/// <param name="State">One of <see cref="Asked"/>, <see cref="Proven"/>, <see cref="Lost"/>.</param>
/// <param name="Problem">Why the last look found nothing, one of <see cref="DomainProblem"/>.</param>
/// <param name="IsMain">Whether the club's visitors are led there.</param>
public sealed record ClubDomain(Guid Id, string Domain, string Token, string State, string? Problem, DateTimeOffset AskedAt, DateTimeOffset? CheckedAt, bool IsMain)
{
    /// <summary>Waits for the record in its zone.</summary>
    public const string Asked = "asked";

    /// <summary>The club's site answers there.</summary>
    public const string Proven = "proven";

    /// <summary>Another club proved that it is theirs now.</summary>
    public const string Lost = "lost";

    /// <summary>Name of the record that proves it.</summary>
    public string RecordName => $"_padel.{Domain}";

    /// <summary>What the record says.</summary>
    public string RecordValue => $"padel={Token}";
}

/// <summary>Why a look at a domain's zone proved nothing.</summary>
internal static class DomainProblem
{
    /// <summary>The zone has no such record, or it says something else.</summary>
    public const string NoRecord = "no_record";

    /// <summary>No name server answered.</summary>
    public const string NoAnswer = "no_answer";

    /// <summary>Another club has it, and its record is still there, too.</summary>
    public const string Taken = "taken";
}
