using PadelSaaS.Platform;

namespace PadelSaaS.Host.Commands;

/// <summary>The host's own command line: serve, or do to the database what onboarding does.</summary>
internal static class CommandLine
{
    private const string Help = """
        padel [serve] [--services all|a,b] [--urls http://localhost:5080]   start the platform
        padel --list-services                                               the table of services
        padel gateway --apex DOMAIN [--namespace padel]                     Istio's VirtualServices for services in processes of their own
        padel migrate                                                       roles, shared schema, every tenant
        padel demo load [--dir tenants]                                     the demo clubs (Development only)
        padel tenant apply DIR                                              open a tenant by its folder, or bring it up to date
        padel tenant export SLUG [--dir DIR]                                write a tenant back into a folder
        padel tenant archive SLUG FILE                                      write all of a tenant, rows and files, into one archive
        padel tenant restore SLUG FILE --shadow [--keep]                    an archive beside the tenant: what has changed since
        padel tenant list                                                   every tenant with its state
        padel tenant migrate [SLUG]                                         missing scripts, for all tenants or one
        padel admin add EMAIL [--name NAME]                                 a platform admin: prints a link for password and second factor
        padel admin reset EMAIL | disable EMAIL                             a new link for one who lost phone or password; access away
        padel admin code EMAIL                                              the six digits of now (Development only)
        padel audit verify --all|SLUG|platform                              find what was changed in audit logs
        padel ledger verify --all|SLUG                                      add up clubs' books again
        padel discovery rebuild                                             tell the index of venues about every club again
        padel keys rotate-master                                            wrap every data key by the newest master key
        padel keys rotate-data [SLUG|platform]                              new data keys; what is there is sealed anew
        padel keys rotate-signing [--at-once]                               the next key for access tokens; at once when one was stolen
        padel keys seal [SLUG|platform]                                     seal what lies in the clear, finish a rotation
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            return args switch
            {
                ["--list-services", ..] => List(),
                ["--help" or "-h" or "help", ..] => Say(Help),
                ["gateway", ..] when Option(args, "--apex") is { } apex => GatewayCommand.Print(apex, Option(args, "--namespace") ?? "padel"),
                ["migrate"] => await MigrateCommand.AllAsync(Quiet(args)),
                ["demo", "load", ..] => await TenantCommand.DemoAsync(Quiet(args), Option(args, "--dir") ?? "tenants"),
                ["tenant", "apply", var folder] => await TenantCommand.ApplyAsync(Quiet(args), folder),
                ["tenant", "export", var slug, ..] => await TenantCommand.ExportAsync(Quiet(args), slug, Option(args, "--dir") ?? slug),
                ["tenant", "archive", var slug, var file] => await ArchiveCommand.WriteAsync(Quiet(args), slug, file),
                ["tenant", "restore", var slug, var file, "--shadow", .. var rest] => await ArchiveCommand.CompareAsync(Quiet(args), slug, file, rest.Contains("--keep")),
                ["tenant", "list"] => await TenantCommand.ListAsync(Quiet(args)),
                ["tenant", "migrate", .. var rest] => await MigrateCommand.TenantsAsync(Quiet(args), rest.FirstOrDefault()),
                ["admin", "add" or "reset", var email, ..] => await AdminCommand.InviteAsync(Quiet(args), email, Option(args, "--name") ?? email.Split('@')[0]),
                ["admin", "disable", var email] => await AdminCommand.DisableAsync(Quiet(args), email),
                ["admin", "code", var email] => await AdminCommand.CodeAsync(Quiet(args), email),
                ["audit", "verify", var whose] => await AuditCommand.VerifyAsync(Quiet(args), whose == "--all" ? null : whose),
                ["ledger", "verify", var whose] => await LedgerCommand.VerifyAsync(Quiet(args), whose == "--all" ? null : whose),
                ["discovery", "rebuild"] => await DiscoveryCommand.RebuildAsync(Quiet(args)),
                ["keys", "rotate-master"] => await KeysCommand.RotateMasterAsync(Quiet(args)),
                ["keys", "rotate-data", .. var rest] => await KeysCommand.RotateDataAsync(Quiet(args), rest.FirstOrDefault()),
                ["keys", "rotate-signing"] => await KeysCommand.RotateSigningAsync(Quiet(args), atOnce: false),
                ["keys", "rotate-signing", "--at-once"] => await KeysCommand.RotateSigningAsync(Quiet(args), atOnce: true),
                ["keys", "seal", .. var rest] => await KeysCommand.SealAsync(Quiet(args), rest.FirstOrDefault()),
                [] or ["serve", ..] or ["--services", ..] or ["--urls", ..] => await ServeAsync(args),
                _ => Say($"No such command: {string.Join(' ', args)}\n\n{Help}", 2),
            };
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException or Contracts.Tenants.TenantFileException or Npgsql.NpgsqlException)
        {
            await Console.Error.WriteLineAsync($"padel: {failure.Message}");
            return 1;
        }
    }

    private static async Task<int> ServeAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args.Where(word => word != "serve").ToArray());
        Building.AddLogging(builder);
        builder.WebHost.ConfigureKestrel(Building.Limit);
        Building.Prepare(builder, House.Choose(builder.Configuration["services"] ?? "all"));
        builder.Services.AddPlatformLoops();
        var app = Building.Finish(builder.Build());
        await app.RunAsync();
        return 0;
    }

    // A command has a container like the server's, but nothing turns in it and nothing listens.
    private static WebApplication Quiet(string[] args)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.SetMinimumLevel(args.Contains("--verbose") ? LogLevel.Debug : LogLevel.Error);
        Building.Prepare(builder, new RunningServices(new HashSet<string>()));
        return builder.Build();
    }

    private static string? Option(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

    private static int List()
    {
        foreach (var service in House.Services) Console.WriteLine(service.Name);
        return 0;
    }

    private static int Say(string words, int code = 0)
    {
        Console.WriteLine(words);
        return code;
    }
}
