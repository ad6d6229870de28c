namespace PadelSaaS.Contracts.Tenants;

/// <summary>Which legal texts the club has written.</summary>
public interface ILegalTexts
{
    /// <summary>Kinds that have a text, in the order of <see cref="LegalText.Kinds"/>; from memory.</summary>
    ValueTask<IReadOnlyList<string>> KindsAsync(CancellationToken stop = default);
}

/// <summary>Kinds of legal texts, and where they are read.</summary>
public static class LegalText
{
    /// <summary>What holds between the club and who books.</summary>
    public const string Terms = "terms";

    /// <summary>What becomes of data about people.</summary>
    public const string Privacy = "privacy";

    /// <summary>Who the club is.</summary>
    public const string Imprint = "imprint";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Terms, Privacy, Imprint];

    /// <summary>Path of a text at the club's site.</summary>
    public static string PathOf(string kind) => $"/legal/{kind}";
}

/// <summary>A club's legal texts changed.</summary>
public sealed record LegalTextsChanged(Guid TenantId) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => TenantId;
}
