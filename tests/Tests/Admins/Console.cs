using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Admins;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Admins;

/// <summary>What people do at the console, in one line each.</summary>
internal static class Console
{
    public const string Host = "admin.localhost";
    public const string Password = "a long enough password";
    public const string Email = "ada@padel.example";

    /// <summary>Does something with the command line's office.</summary>
    public static async Task<T> OfficeAsync<T>(this PlatformFixture platform, Func<IAdminOffice, Task<T>> act)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<IAdminOffice>());
    }

    /// <summary>A visitor of the console who is signed in as an admin.</summary>
    public static async Task<Visitor> AdminAsync(this PlatformFixture platform, string email = Email)
    {
        await platform.OfficeAsync(async office =>
        {
            await office.DemoAsync(email, Password);
            return true;
        });
        var visitor = platform.At(Host);
        (await platform.EnterAsync(visitor, email, Password)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Redirect);
        return visitor;
    }

    /// <summary>Signs in with the code of now; the clock is moved first, because a code works once.</summary>
    public static async Task<HttpResponseMessage> EnterAsync(this PlatformFixture platform, Visitor visitor, string email, string password, string? code = null, string page = "/sign-in")
    {
        if (code is null) platform.Clock.Advance(TimeSpan.FromMinutes(1));
        code ??= await platform.OfficeAsync(office => office.CodeAsync(email)) ?? "000000";
        return await visitor.SubmitAsync(page, "/sign-in", new Dictionary<string, string> { ["email"] = email, ["password"] = password, ["code"] = code });
    }
}
