using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using PadelSaaS.Platform;
using PadelSaaS.Players.Exchange;
using PadelSaaS.Tests.Booking;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Players;

public sealed class ImportTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Every_line_says_what_it_would_do_and_nothing_is_written_before_it_is_applied()
    {
        await GroupsAsync();
        await PutAsync("Known Same", "same@example.test", "+34 600 100 100");
        await PutAsync("Known Old", "old@example.test", null);
        var owner = await OwnerAsync();
        var plan = await owner.JsonAsync("/api/v1/customers/imports", new { csv = """
            Nombre;Correo;Teléfono;Etiquetas;Groups
            Known Same;SAME@example.test;+34 600 100 100;;
            Known New;old@example.test;;"league; mornings";member until 2030-05-31
            Brand New;brand.new@example.test;600 200 200;;
            Bad Address;no-address;;;
            Bad Group;bad.group@example.test;;;ghosts
            Brand Again;brand.new@example.test;;;
            """ });
        Counts(plan).ShouldBe((1, 1, 1, 3));
        (await CountAsync("email in ('brand.new@example.test') or name = 'Known New'")).ShouldBe(0);
        var refused = plan["lines"]!.AsArray().Where(line => (string)line!["kind"]! == "refused").Select(line => ((int)line!["line"]!, (string)line["column"]!)).ToList();
        refused.ShouldBe([(5, "email"), (6, "groups"), (7, "name")]);
        var change = plan["lines"]!.AsArray().Single(line => (string)line!["kind"]! == "changed")!["changes"]!;
        change["name"]!.AsArray().Select(value => (string)value!).ShouldBe(["Known Old", "Known New"]);
        change["groups"]!.AsArray().Select(value => (string)value!).ShouldBe(["", "member until 2030-05-31"]);

        var applied = await owner.JsonAsync($"/api/v1/customers/imports/{plan["id"]}/apply", new { });
        Counts(applied).ShouldBe((1, 1, 1, 3));
        (await CountAsync("name = 'Brand New' and phone is null and phone_sealed is not null and searched = 'brand new brand.new@example.test'")).ShouldBe(1);
        (await CountAsync("name = 'Known New' and tags = array['league', 'mornings'] and exists (select from group_members m where m.customer_id = id and until = '2030-05-31')")).ShouldBe(1);

        // Applied twice is applied once, and the same file again changes nothing.
        var again = await owner.JsonAsync($"/api/v1/customers/imports/{plan["id"]}/apply", new { });
        ((int)again["added"]!, (int)again["changed"]!).ShouldBe((1, 1));
        (await CountAsync("name = 'Brand New'")).ShouldBe(1);
    }

    [Fact]
    public async Task What_was_exported_comes_back_as_nothing_new_and_no_cell_is_calculated()
    {
        await PutAsync("=HYPERLINK(\"http://evil.test\")", "evil@example.test", "+34 600 300 300");
        await PutAsync("Quoted, \"Name\"", "quoted@example.test", null);
        var owner = await OwnerAsync();
        var response = await owner.GetAsync("/api/v1/customers/export?format=csv");
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        var csv = await response.Content.ReadAsStringAsync();
        csv.ShouldContain("\"'=HYPERLINK(\"\"http://evil.test\"\")\"");
        csv.ShouldContain("'+34 600 300 300");
        foreach (var (_, cells) in CsvText.Read(csv)) cells.Length.ShouldBe(CustomerColumns.All.Count);

        var plan = await owner.JsonAsync("/api/v1/customers/imports", new { csv });
        var (added, changed, same, refused) = Counts(plan);
        (added, changed, refused).ShouldBe((0, 0, 0), $"{plan["lines"]}");
        same.ShouldBeGreaterThan(3);
        (await owner.JsonAsync("/api/v1/customers/export"))["customers"]!.AsArray().Count.ShouldBe(same);
    }

    [Fact]
    public async Task An_accounts_name_is_not_changed_by_a_file_and_a_file_without_headings_is_refused()
    {
        await platform.Madrid().RegisterAsync("account.import@example.test");
        await platform.SettleAsync();
        var owner = await OwnerAsync();
        var plan = await owner.JsonAsync("/api/v1/customers/imports", new { csv = "email,name,tags\naccount.import@example.test,Somebody Else,x\n" });
        ((string)plan["lines"]![0]!["column"]!).ShouldBe("name");
        plan = await owner.JsonAsync("/api/v1/customers/imports", new { csv = "email,tags\naccount.import@example.test,x\n" });
        ((string)plan["lines"]![0]!["kind"]!).ShouldBe("changed");
        foreach (var csv in (string[])["", "just some words", "a,b\n1,2"])
            (await owner.PostAsync("/api/v1/customers/imports", new { csv })).StatusCode.ShouldBe(HttpStatusCode.BadRequest, csv);
    }

    [Fact]
    public async Task The_page_takes_an_older_spreadsheets_file_and_writes_it_only_when_confirmed()
    {
        var owner = platform.Madrid();
        await owner.SignInAsync("owner@madrid.test", People.DemoPassword);
        var page = new HtmlParser().ParseDocument(await (await owner.GetAsync("/manage/customers/import")).Content.ReadAsStringAsync());
        using var form = new MultipartFormDataContent();
        foreach (var input in page.QuerySelectorAll("form[enctype] input[type=hidden]")) form.Add(new StringContent(input.GetAttribute("value")!), input.GetAttribute("name")!);
        form.Add(new ByteArrayContent(CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes("Name;E-mail\r\nÍñigo Muñoz;inigo@example.test\r\n")), "file", "club.csv");
        var shown = await owner.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/manage/customers/import") { Content = form });
        shown.StatusCode.ShouldBe(HttpStatusCode.OK);
        page = new HtmlParser().ParseDocument(await shown.Content.ReadAsStringAsync());
        page.Body!.TextContent.ShouldContain("Íñigo Muñoz");
        (await CountAsync("email = 'inigo@example.test'")).ShouldBe(0);

        var confirm = page.QuerySelectorAll("form").Single(one => one.GetAttribute("action")!.StartsWith("/manage/customers/import/", StringComparison.Ordinal));
        var fields = confirm.QuerySelectorAll("input[name]").ToDictionary(input => input.GetAttribute("name")!, input => input.GetAttribute("value")!);
        (await owner.PostFormAsync(confirm.GetAttribute("action")!, fields)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await CountAsync("name = 'Íñigo Muñoz'")).ShouldBe(1);
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "a|b", "1|2")]
    [InlineData("a;b\r\n\"1;x\";\"2 \"\"quoted\"\"\"\r\n", "a|b", "1;x|2 \"quoted\"")]
    [InlineData("\uFEFFa\tb\n\"line\nbreak\"\t'=1+1\n\n", "a|b", "line\nbreak|=1+1")]
    [InlineData("a,b\n1,\"never closed", "a|b", "1|never closed")]
    public void Tables_are_read_as_spreadsheets_write_them(string text, params string[] rows) =>
        CsvText.Read(text).Select(row => string.Join('|', row.Cells)).ShouldBe(rows);

    [Fact]
    public void A_row_knows_the_line_it_begins_on() => CsvText.Read("a\n\n\"x\ny\"\nz").Select(row => row.Line).ShouldBe([1, 3, 5]);

    private static (int Added, int Changed, int Same, int Refused) Counts(JsonNode plan) => ((int)plan["added"]!, (int)plan["changed"]!, (int)plan["same"]!, (int)plan["refused"]!);

    private async Task<Visitor> OwnerAsync() => (await platform.InMadrid().SignInAsync("owner@madrid.test")).Visitor;

    private Task<long> CountAsync(string where) => platform.ScalarAsync<long>("madrid", $"select count(*) from customers where {where}");

    private Task GroupsAsync() => platform.ExecuteAsync("madrid", """insert into customer_groups values ('member', '{"en":"Member"}', 0, 500, null) on conflict do nothing""");

    private async Task PutAsync(string name, string email, string? phone)
    {
        await platform.ExecuteAsync("madrid", $"""
        insert into customers (id, name, email, phone, language, searched, created_at, updated_at)
        values (gen_random_uuid(), '{name}', '{email}', {(phone is null ? "null" : $"'{phone}'")}, 'en', '{InTheClear.Searched(name, email, phone)}', now(), now())
        """);
        await platform.SealAsync("madrid");
    }
}
