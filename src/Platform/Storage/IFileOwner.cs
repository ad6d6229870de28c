namespace PadelSaaS.Platform.Storage;

/// <summary>A service whose rows name files of a club, each in a folder of its own under an id: <c>photos/0190…/960.webp</c>.</summary>
public interface IFileOwner
{
    /// <summary>The folder all of them lie in, with its slash.</summary>
    string Folder { get; }

    /// <summary>Which of the ids have a row that wants its files. Asked inside a unit of work of the club.</summary>
    Task<IReadOnlySet<Guid>> NamedAsync(IReadOnlyCollection<Guid> ids, CancellationToken stop);
}
