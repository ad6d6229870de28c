using PadelSaaS.Platform.Jobs.Recurring;

namespace PadelSaaS.Tenants.Domains;

/// <summary>Looks for the records of domains that wait for theirs, so that nobody has to press a button: zones take minutes to hours to be seen.</summary>
internal sealed class CheckDomains(DomainOffice office) : IPlatformJob
{
    public const string Job = "check-domains";
    public const string EveryTenMinutes = "0 3/10 * * * ?";
    private const int Most = 50;

    public async Task RunAsync(CancellationToken stop)
    {
        foreach (var (club, id) in await office.Book.WaitingAsync(Most, stop)) await office.CheckAsync(club, id, stop);
    }
}
