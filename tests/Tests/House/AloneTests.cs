using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Tests.House;

/// <summary>The same image is the whole platform and any part of it.</summary>
public sealed class AloneTests(PlatformFixture whole) : IClassFixture<PlatformFixture>
{
    public static TheoryData<string> Services => [.. PadelSaaS.Host.House.Services.Select(service => service.Name)];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task A_service_alone_answers_its_own_routes_and_no_others(string service)
    {
        var alone = new Alone(service, whole.Database);
        await alone.InitializeAsync();
        try
        {
            var own = Route.Of(alone).Where(route => route.Service != "platform").Select(route => route.ToString()).ToList();
            own.ShouldBe(Route.Of(whole).Where(route => route.Service == service).Select(route => route.ToString()));
            foreach (var route in Route.Of(whole).Where(route => route.Service != "platform"))
            {
                var context = await AskAsync(alone, route);
                var endpoint = context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerPathFeature>()?.Endpoint;
                var answeredBy = endpoint?.Metadata.GetMetadata<ServiceOf>()?.Service;
                if (route.Service == service) answeredBy.ShouldBe(service, route.ToString());
                // 405: this service has the same path for another method.
                else if (answeredBy is null) context.Response.StatusCode.ShouldBeOneOf([404, 405], route.ToString());
                // A path with a parameter may catch what another service writes out: it then answers for itself.
                else answeredBy.ShouldBe(service, route.ToString());
            }
        }
        finally
        {
            await alone.DisposeAsync();
        }
    }

    [Fact]
    public async Task Every_process_says_that_it_is_healthy_whatever_runs_in_it()
    {
        (await whole.At("127.0.0.1").JsonAsync("/health"))["checks"]!["database"]!.GetValue<string>().ShouldBe("healthy");
    }

    [Fact]
    public async Task The_command_line_lists_the_services_and_refuses_one_there_is_not()
    {
        var names = PadelSaaS.Host.House.Services.Select(service => service.Name).ToList();
        var (code, said) = await PadelAsync("--list-services");
        code.ShouldBe(0);
        said.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(names);

        (code, said) = await PadelAsync("--services", "booking,squash");
        code.ShouldBe(1);
        said.ShouldContain($"No such service: squash. There are: {string.Join(", ", names)}.");
    }

    [Fact]
    public void Names_of_services_are_chosen_by_list()
    {
        PadelSaaS.Host.House.Choose("booking, venues").Names.Order().ShouldBe(["booking", "venues"]);
        PadelSaaS.Host.House.Choose("all").Names.Count.ShouldBe(PadelSaaS.Host.House.Services.Count);
    }

    private static Task<HttpContext> AskAsync(PlatformFixture platform, Route route) => platform.Server.SendAsync(context =>
    {
        context.Request.Scheme = "http";
        context.Request.Host = new HostString(route.Door switch { "portal" => "localhost", "console" => "admin.localhost", _ => "madrid.localhost" });
        context.Request.Method = route.Method == "ANY" ? "GET" : route.Method;
        context.Request.ContentType = route.Endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes[0];
        context.Request.Path = route.Filled(_ => null);
    });

    // The real program: its words and its exit code are what a script sees.
    private static async Task<(int Code, string Said)> PadelAsync(params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "padel.dll"), .. words]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var padel = Process.Start(start)!;
        var errors = padel.StandardError.ReadToEndAsync();
        var said = await padel.StandardOutput.ReadToEndAsync();
        await padel.WaitForExitAsync();
        return (padel.ExitCode, said + await errors);
    }

    private sealed class Alone(string service, string database) : PlatformFixture
    {
        protected override string RunningServices => service;

        protected override string? DatabaseOfAnother => database;
    }
}
