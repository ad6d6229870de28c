using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Tenancy;

/// <summary>The host name says whose site it is, and nothing else does.</summary>
public sealed class HostTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("nobody.localhost")]
    [InlineData("madrid")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("2130706433")]
    [InlineData(".localhost")]
    [InlineData(".madrid.localhost")]
    [InlineData("evil.madrid.localhost")]
    [InlineData("madrid.localhost.evil.com")]
    [InlineData("madrid.localhost.localhost")]
    [InlineData("madrid..localhost")]
    [InlineData("madrid.evil.com")]
    [InlineData("evillocalhost")]
    [InlineData("lahore.localhost,madrid.localhost")]
    [InlineData("madrid.localhost@evil.com")]
    [InlineData("madrid%2elocalhost")]
    [InlineData("m\u0430drid.localhost")]
    [InlineData("madrid_.localhost")]
    public async Task A_host_nobody_owns_is_404(string host)
    {
        foreach (var path in new[] { "/", "/api/v1/venues", "/book", "/openapi/v1.json" })
            (await AskAsync(host, path)).Status.ShouldBe(404, path);
    }

    [Theory]
    [InlineData("madrid.localhost")]
    [InlineData("MADRID.LocalHost")]
    [InlineData("madrid.localhost:5080")]
    [InlineData("madrid.localhost.")]
    public async Task A_club_is_found_however_its_host_is_written(string host)
    {
        var (status, body) = await AskAsync(host, "/api/v1/venues");
        status.ShouldBe(200);
        body.ShouldContain("Calle Mayor 1");
    }

    [Theory]
    [InlineData("X-Forwarded-Host")]
    [InlineData("X-Original-Host")]
    [InlineData("X-Host")]
    [InlineData("X-HTTP-Host-Override")]
    [InlineData("X-Tenant")]
    [InlineData("Forwarded")]
    public async Task Headers_that_speak_of_another_host_are_ignored(string header)
    {
        foreach (var value in new[] { "lahore.localhost", "host=lahore.localhost", (await platform.TenantAsync("lahore")).Id.ToString() })
        {
            (await AskAsync("madrid.localhost", "/api/v1/venues", (header, value))).Body.ShouldContain("Calle Mayor 1");
            (await AskAsync("nobody.localhost", "/api/v1/venues", (header, value))).Status.ShouldBe(404);
        }
    }

    [Fact]
    public async Task Portal_and_console_know_no_clubs_api()
    {
        (await AskAsync("localhost", "/api/v1/venues")).Status.ShouldBe(404);
        (await AskAsync("admin.localhost", "/api/v1/venues")).Status.ShouldBe(404);
        (await AskAsync("madrid.localhost", "/inbox")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task An_old_name_leads_to_the_new_one_with_path_port_and_method()
    {
        await platform.ExecuteAsync("madrid", "insert into tenant_hosts (host, tenant_id, redirect_to) select 'old-madrid', id, 'madrid' from tenants where slug = 'madrid'");
        platform.Services.GetRequiredService<Cached>().DropAll();

        var answer = await platform.At("old-madrid.localhost:5080").PostAsync("/book/details?date=2026-11-25&lang=es");
        answer.StatusCode.ShouldBe(HttpStatusCode.PermanentRedirect);
        answer.Headers.Location!.ToString().ShouldBe("http://madrid.localhost:5080/book/details?date=2026-11-25&lang=es");
    }

    [Fact]
    public async Task A_domain_of_ones_own_counts_once_it_is_verified()
    {
        await platform.ExecuteAsync("lahore", "insert into tenant_hosts (host, tenant_id) select 'padel.example', id from tenants where slug = 'lahore'");
        platform.Services.GetRequiredService<Cached>().DropAll();
        (await AskAsync("padel.example", "/api/v1/venues")).Status.ShouldBe(404);

        await platform.ExecuteAsync("lahore", "update tenant_hosts set verified_at = now() where host = 'padel.example'");
        platform.Services.GetRequiredService<Cached>().DropAll();
        (await AskAsync("padel.example", "/api/v1/venues")).Body.ShouldContain("Main Boulevard 1");
        (await AskAsync("evil.padel.example", "/api/v1/venues")).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("provisioning", 404)]
    [InlineData("closed", 404)]
    [InlineData("suspended", 200)]
    public async Task A_club_that_is_not_open_does_not_answer_and_a_suspended_one_can_be_read(string state, int status)
    {
        await platform.ExecuteAsync("lahore", $"update tenants set state = '{state}' where slug = 'lahore'");
        platform.Services.GetRequiredService<Cached>().DropAll();
        var answer = await AskAsync("lahore.localhost", "/api/v1/venues");
        await platform.ExecuteAsync("lahore", "update tenants set state = 'open' where slug = 'lahore'");
        platform.Services.GetRequiredService<Cached>().DropAll();
        answer.Status.ShouldBe(status);
    }

    private async Task<(int Status, string Body)> AskAsync(string host, string path, params (string Name, string Value)[] headers)
    {
        var context = await platform.Server.SendAsync(context =>
        {
            context.Request.Scheme = "http";
            context.Request.Method = "GET";
            context.Request.Headers.Host = host;
            context.Request.Host = new HostString(host);
            context.Request.Path = path;
            foreach (var (name, value) in headers) context.Request.Headers[name] = value;
        });
        using var reader = new StreamReader(context.Response.Body);
        return (context.Response.StatusCode, await reader.ReadToEndAsync());
    }
}
