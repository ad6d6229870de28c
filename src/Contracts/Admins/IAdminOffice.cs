namespace PadelSaaS.Contracts.Admins;

/// <summary>Lets platform admins in and shows them out, from the command line: there is nobody above them at a page.</summary>
public interface IAdminOffice
{
    /// <summary>Makes an admin, or gives one who lost password or phone a new start; their sessions end.</summary>
    /// <returns>A link that works once, for a day: whoever opens it chooses a password and sets up the second factor.</returns>
    Task<string> InviteAsync(string email, string name, CancellationToken stop = default);

    /// <summary>Takes an admin's access away at once. False when there is no such admin.</summary>
    Task<bool> DisableAsync(string email, CancellationToken stop = default);

    /// <summary>An admin whose password and second factor are written down, for the demo. In Development only.</summary>
    Task DemoAsync(string email, string password, CancellationToken stop = default);

    /// <summary>The admin's six digits of now. In Development only.</summary>
    Task<string?> CodeAsync(string email, CancellationToken stop = default);
}
