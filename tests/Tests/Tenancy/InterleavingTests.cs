using System.Diagnostics;
using PadelSaaS.Tests.House;
using Xunit.Abstractions;

namespace PadelSaaS.Tests.Tenancy;

public sealed class InterleavingTests(PlatformFixture platform, ITestOutputHelper output) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Ten_thousand_requests_of_two_clubs_side_by_side_leak_nothing()
    {
        var (madrid, lahore) = (await Club.MakeAsync(platform, "madrid"), await Club.MakeAsync(platform, "lahore"));
        var watch = Stopwatch.StartNew();
        (await Interleaving.RunAsync(platform, madrid, lahore, requests: 10_000, parallel: 32, forgetEvery: 20)).ShouldBeEmpty();
        output.WriteLine($"10,000 requests in {watch.ElapsedMilliseconds} ms");
    }
}
