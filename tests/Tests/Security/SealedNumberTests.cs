using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Jobs.Recurring;
using PadelSaaS.Platform.Security;
using PadelSaaS.Tests.Booking;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;
using PadelSaaS.Tests.Players;

namespace PadelSaaS.Tests.Security;

/// <summary>Telephone numbers lie sealed wherever they lie, and those who may still find and read them.</summary>
public sealed class SealedNumberTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_stolen_database_of_a_club_that_is_lived_in_tells_no_number_and_the_club_still_reads_them_all()
    {
        var (_, _, guest, booking) = await platform.LiveAsync();
        var texts = LivedIn.Everybody.SelectMany(who => (string[])[who.Phone, who.Digits, who.Digits[2..], who.Phone[4..]]).ToArray();
        (await platform.FindAsync(texts)).ShouldBeEmpty();
        // The search sees what is there, or it would prove nothing: in text, in JSON and in bytes.
        (await platform.FindAsync(LivedIn.Guest.Email)).Select(line => line.Split(':')[0].Split('.')[1]).Distinct().ShouldBeSubsetOf(
            await Cluster.ScalarAsync<string[]>(platform.Database, "select array_agg(distinct table_name::text) from information_schema.tables"));
        (await platform.FindAsync(LivedIn.Guest.Email)).Count.ShouldBeGreaterThan(5);
        await platform.ExecuteAsync("madrid", $"insert into secrets values ('a test', convert_to('{LivedIn.Guest.Phone}', 'UTF8'))");
        (await platform.FindAsync(LivedIn.Guest.Phone)).ShouldHaveSingleItem();
        await platform.ExecuteAsync("madrid", "delete from secrets where name = 'a test'");

        ((string)(await guest.SeeAsync(booking)).Json["booker"]!["phone"]!).ShouldBe(LivedIn.Guest.Phone);
        var owner = await platform.InMadrid().SignInAsync("owner@madrid.test");
        var desk = platform.Madrid();
        await desk.SignInAsync("desk@madrid.test", People.DemoPassword);
        // The desk finds by the end, by the beginning with and without the country, and by all of it.
        foreach (var typed in (string[])["5319", "535 319", "34688535", "688 535", "+34 (688) 535-319"])
        {
            var found = (await owner.Visitor.JsonAsync($"/api/v1/customers?q={Uri.EscapeDataString(typed)}"))["customers"]!.AsArray();
            found.ShouldHaveSingleItem(typed)!["phone"]!.GetValue<string>().ShouldBe(LivedIn.Guest.Phone);
            (await (await desk.GetAsync($"/desk/find?q={Uri.EscapeDataString(typed)}")).Content.ReadAsStringAsync()).ShouldContain(LivedIn.Guest.Last, customMessage: typed);
        }
        (await owner.Visitor.JsonAsync("/api/v1/customers?q=8853"))["customers"]!.AsArray().ShouldBeEmpty();
        // Who answers a question again says the same, word for word.
        var again = await guest.PostAsync($"/api/v1/bookings/{booking}/confirm", new { paymentMethod = "at_club" }, "confirmed-once");
        again.Status.ShouldBe(HttpStatusCode.OK);
        again.Body.ShouldContain(LivedIn.Guest.Email);
    }

    [Fact]
    public async Task A_number_moved_to_another_row_opens_nowhere()
    {
        var (one, other) = (platform.InMadrid(), platform.InMadrid());
        var (first, second) = (await one.HeldAsync(await one.SlotAsync("2026-12-02", "18:00"), "Swapped"), await other.HeldAsync(await other.SlotAsync("2026-12-02", "20:00"), "Swapping"));
        await platform.ExecuteAsync("madrid", $"update bookings set guest_phone_sealed = (select guest_phone_sealed from bookings where id = '{first}') where id = '{second}'");
        (await other.SeeAsync(second)).Status.ShouldBe(HttpStatusCode.InternalServerError);
        ((string)(await one.SeeAsync(first)).Json["booker"]!["phone"]!).ShouldBe("+34 600 000 000");
        await platform.ExecuteAsync("madrid", $"delete from bookings where id = '{second}'");
    }

    [Fact]
    public async Task Keys_rotate_while_people_book_and_every_number_opens_by_the_new_one()
    {
        var owner = (await platform.TenantAsync("madrid")).Schema;
        var (rotation, resealing) = (platform.Services.GetRequiredService<Rotation>(), platform.Services.GetRequiredService<Resealing>());
        var made = new List<(Player Player, Guid Id)>();
        var key = 0;
        for (var day = 2; day <= 6; day++)
        {
            var rotating = day == 4 ? Task.Run(async () => { key = await rotation.RotateDataAsync(owner); return await resealing.RunAsync(owner); }) : Task.FromResult(1);
            foreach (var time in (string[])["09:00", "11:00", "13:00"])
            {
                var player = platform.InMadrid();
                made.Add((player, await player.HeldAsync(await player.SlotAsync($"2026-12-0{day}", time), $"Rotated{day}")));
            }
            (await rotating).ShouldBeGreaterThan(0);
        }
        await resealing.RunAsync(owner);
        foreach (var (player, id) in made) ((string)(await player.SeeAsync(id)).Json["booker"]!["phone"]!).ShouldBe("+34 600 000 000");
        foreach (var column in platform.Services.GetServices<SealedColumn>().Where(column => !column.Shared))
            (await platform.ScalarAsync<long>("madrid", $"select count(*) from {column.Table} where {column.Column} is not null and substring({column.Column} from 2 for 4) <> '\\x{key:x8}'::bytea"))
                .ShouldBe(0, column.Name);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from bookings where guest_phone_sealed is not null")).ShouldBeGreaterThanOrEqualTo(15);
    }

    [Fact]
    public async Task What_lay_in_the_clear_before_is_read_until_it_is_sealed_and_stands_nowhere_after()
    {
        var player = platform.InMadrid();
        var id = await player.HeldAsync(await player.SlotAsync("2026-12-04", "20:00"), "Before");
        await platform.ExecuteAsync("madrid", $"update bookings set guest_phone = '+34 655 868 625', guest_phone_sealed = null, guest_phone_pieces = null where id = '{id}'");
        await platform.ExecuteAsync("madrid", $"""
            insert into customers (id, name, email, phone, language, searched, also_searched, created_at, updated_at) values
              (gen_random_uuid(), 'Old Row', 'old.row@example.test', '+34 655 868 625', 'en', '{InTheClear.Searched("Old Row", "old.row@example.test", "+34 655 868 625")}', 'gone row 34655868000', now(), now())
            """);
        ((string)(await player.SeeAsync(id)).Json["booker"]!["phone"]!).ShouldBe("+34 655 868 625");
        var owner = await platform.InMadrid().SignInAsync("owner@madrid.test");
        (await owner.Visitor.JsonAsync("/api/v1/customers?q=655868625"))["customers"]!.AsArray().ShouldHaveSingleItem();

        (await platform.SealAsync("madrid")).ShouldBeGreaterThanOrEqualTo(2);
        (await platform.SealAsync("madrid")).ShouldBe(0);
        (await platform.FindAsync("655 868", "655868")).ShouldBeEmpty();
        ((string)(await player.SeeAsync(id)).Json["booker"]!["phone"]!).ShouldBe("+34 655 868 625");
        ((string)(await owner.Visitor.JsonAsync("/api/v1/customers?q=868625"))["customers"]!.AsArray().ShouldHaveSingleItem()!["phone"]!).ShouldBe("+34 655 868 625");
        (await platform.ScalarAsync<string>("madrid", "select searched || '|' || also_searched from customers where email = 'old.row@example.test'")).ShouldBe("old row old.row@example.test|gone row");
    }

    [Fact]
    public async Task A_stored_answer_lies_sealed_and_is_forgotten_after_a_week()
    {
        var player = platform.InMadrid();
        (await player.HoldAsync(await player.SlotAsync("2026-12-06", "20:00"), "forgotten-later", "Forgotten")).Status.ShouldBe(HttpStatusCode.Created);
        (await platform.ScalarAsync<bool>("madrid", "select answer is null and sealed_answer is not null from idempotency_keys where key = 'forgotten-later'")).ShouldBeTrue();
        var runner = platform.Services.GetRequiredService<JobRunner>();
        (await runner.RunAsync("sweep-answers")).ShouldBeTrue();
        (await CountAsync()).ShouldBe(1);
        await platform.ExecuteAsync("madrid", "update idempotency_keys set created_at = created_at - interval '8 days' where key = 'forgotten-later'");
        (await runner.RunAsync("sweep-answers")).ShouldBeTrue();
        (await CountAsync()).ShouldBe(0);

        Task<long> CountAsync() => platform.ScalarAsync<long>("madrid", "select count(*) from idempotency_keys where key = 'forgotten-later'");
    }

    [Fact]
    public void No_fact_tells_a_number() => FactCatalogue.All.Values.SelectMany(fact => Texts(fact, [])).Where(name => name.Contains("phone", StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();

    [Theory]
    [InlineData("+34 600 123 456", "3456 23456 123456 600123 346001 34600123456 600123456")]
    [InlineData("0300 1234567", "4567 300123 3001234567 030012")]
    public void A_number_is_found_by_its_end_and_its_beginning(string number, string typed)
    {
        foreach (var digits in typed.Split(' ')) NumberPieces.Of(number).ShouldContain(digits);
        NumberPieces.Of("123").ShouldBeEmpty();
        NumberPieces.Of(null).ShouldBeEmpty();
    }

    private static IEnumerable<string> Texts(Type type, HashSet<Type> seen) => !seen.Add(type) ? [] : type.GetProperties().SelectMany(property =>
        type.Namespace!.StartsWith("PadelSaaS", StringComparison.Ordinal) ? [property.Name, .. Inner(property.PropertyType).SelectMany(inner => Texts(inner, seen))] : Array.Empty<string>());

    private static IEnumerable<Type> Inner(Type type) =>
        (type.IsGenericType ? type.GetGenericArguments() : [type]).Where(one => one.Namespace?.StartsWith("PadelSaaS", StringComparison.Ordinal) == true);
}
