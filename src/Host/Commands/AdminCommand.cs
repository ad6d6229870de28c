using PadelSaaS.Contracts.Admins;

namespace PadelSaaS.Host.Commands;

/// <summary>Lets platform admins in and shows them out.</summary>
internal static class AdminCommand
{
    private const string DemoEmail = "admin@padel.test";
    private const string DemoPassword = "Padel-demo-2026";

    public static async Task<int> InviteAsync(WebApplication app, string email, string name) => await InScopeAsync(app, async office =>
    {
        Console.WriteLine($"{email} opens this link within a day, once, to choose a password and set up the second factor:");
        Console.WriteLine(await office.InviteAsync(email, name));
        return 0;
    });

    public static async Task<int> DisableAsync(WebApplication app, string email) => await InScopeAsync(app, async office =>
    {
        if (!await office.DisableAsync(email)) throw new ArgumentException($"There is no admin '{email}'.");
        Console.WriteLine($"{email} may not sign in any more, and is signed out everywhere.");
        return 0;
    });

    public static async Task<int> CodeAsync(WebApplication app, string email) => await InScopeAsync(app, async office =>
    {
        Console.WriteLine(await office.CodeAsync(email) ?? throw new ArgumentException($"There is no admin '{email}' with a second factor."));
        return 0;
    });

    public static async Task DemoAsync(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IAdminOffice>().DemoAsync(DemoEmail, DemoPassword);
    }

    private static async Task<int> InScopeAsync(WebApplication app, Func<IAdminOffice, Task<int>> act)
    {
        await using (app)
        {
            await using var scope = app.Services.CreateAsyncScope();
            return await act(scope.ServiceProvider.GetRequiredService<IAdminOffice>());
        }
    }
}
