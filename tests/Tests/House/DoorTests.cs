using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Events;

namespace PadelSaaS.Tests.House;

/// <summary>A service is entered through one public type; everything else of it is its own affair.</summary>
public sealed class DoorTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public void A_service_has_one_public_type_and_that_is_its_door()
    {
        var shown = from service in PadelSaaS.Host.House.Services
                    let assembly = service.GetType().Assembly
                    from type in assembly.GetExportedTypes().Except(OfPages(assembly)).Except([service.GetType()])
                    select $"{type.FullName} can be seen from outside: make it internal";
        shown.ShouldBeEmpty();
    }

    [Fact]
    public void Every_service_on_disk_is_in_the_table_of_the_house_once()
    {
        var onDisk = Repository.Services.Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal);
        var inTable = PadelSaaS.Host.House.Services.Where(service => service.Name != "web").ToList();
        inTable.Select(service => service.GetType().Assembly.GetName().Name!.Split('.')[^1]).Order(StringComparer.Ordinal).ShouldBe(onDisk);
        inTable.Select(service => service.Name).ShouldBe(inTable.Select(service => service.GetType().Assembly.GetName().Name!.Split('.')[^1].ToLowerInvariant()));
    }

    [Fact]
    public void Reactions_and_timers_belong_to_services_of_the_house_and_have_names_of_their_own()
    {
        var known = PadelSaaS.Host.House.Services.Select(service => service.Name).ToHashSet();
        var reactions = platform.Services.GetServices<ReactionRow>().ToList();
        var timers = platform.Services.GetServices<TimerRow>().ToList();
        reactions.Select(row => row.Service).Concat(timers.Select(row => row.Service)).Except(known).ShouldBeEmpty();
        reactions.Select(row => (row.Name, row.Fact)).ShouldBeUnique();
        timers.Select(row => row.Job).ShouldBeUnique();
    }

    [Fact]
    public async Task Every_answer_to_a_question_comes_from_one_service()
    {
        // What is kept of people, and what there is to count, is asked of every service.
        var questions = typeof(Contracts.IFact).Assembly.GetExportedTypes()
            .Where(type => type is { IsInterface: true } && type != typeof(Contracts.IFact) && type != typeof(Contracts.ITenantFileSection) && type != typeof(Contracts.Privacy.IPersonalData) && type != typeof(Contracts.Tenants.IClubFigures) && type != typeof(Contracts.Tenants.IPlanUse) && type.Namespace != typeof(Contracts.IFact).Namespace);
        await using var scope = platform.Services.CreateAsyncScope();
        foreach (var question in questions) scope.ServiceProvider.GetServices(question).Count().ShouldBeLessThanOrEqualTo(1, $"{question.Name} has two answers");
    }

    [Fact]
    public void Every_fact_is_a_record_in_the_past_tense_with_a_topic_of_its_owner()
    {
        foreach (var (eventType, fact) in FactCatalogue.All)
        {
            fact.GetMethod("<Clone>$", BindingFlags.Public | BindingFlags.Instance).ShouldNotBeNull($"{fact.Name} is not a record");
            fact.IsSealed.ShouldBeTrue(fact.Name);
            eventType.ShouldMatch("^[A-Z]+(_[A-Z]+)+$");
            FactCatalogue.Topic(fact).ShouldMatch(@"^[a-z]+\.events$");
        }
    }

    // The compiler makes every component public, and then the types of its parameters have to be public, too.
    private static HashSet<Type> OfPages(Assembly assembly)
    {
        var known = new HashSet<Type>();
        foreach (var type in assembly.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(IComponent)) || type.Name == "_Imports")) Follow(type);
        return known;

        void Follow(Type type)
        {
            foreach (var part in type.IsArray ? [type.GetElementType()!] : type.GetGenericArguments()) Follow(part);
            if (type.Assembly != assembly || !known.Add(type)) return;
            if (type.DeclaringType is { } outer) Follow(outer);
            foreach (var property in type.GetProperties()) Follow(property.PropertyType);
            foreach (var nested in type.GetNestedTypes()) Follow(nested);
        }
    }
}
