using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Privacy;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Privacy;

/// <summary>A service that begins to keep something about people says so, or this fails.</summary>
public sealed class PersonalColumnTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    // Columns whose names say that a person stands in them. Of these services the schema speaks of the club itself, or of the platform's own people.
    private static readonly string[] Personal = ["email", "phone", "guest_name", "user_id", "account_id", "actor_id", "author_id", "recipient", "address", "first_name"];
    private static readonly string[] OfTheClubItself = ["tenants", "admins"];

    [Fact]
    public async Task Every_service_with_personal_columns_answers_for_them()
    {
        await using var scope = platform.Services.CreateAsyncScope();
        var answering = scope.ServiceProvider.GetServices<IPersonalData>().Select(one => one.Service).ToList();
        answering.ShouldBeUnique();
        var keeping = Repository.Services.Where(folder => Repository.Files(folder, ".sql").Where(script => script.Contains("/tenant/", StringComparison.Ordinal))
                .SelectMany(File.ReadAllLines).Any(line => Personal.Any(column => line.TrimStart().StartsWith($"{column} ", StringComparison.Ordinal))))
            .Select(folder => Path.GetFileName(folder).ToLowerInvariant()).Except(OfTheClubItself).ToList();
        keeping.Count.ShouldBeGreaterThan(4);
        keeping.Except(answering).ShouldBeEmpty();
    }
}
