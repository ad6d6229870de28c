using PadelSaaS.Ui.Text;
using PadelSaaS.Venues.Managing;

namespace PadelSaaS.Tests.Venues.Manage;

public sealed class TypedAmountTests
{
    [Theory]
    [InlineData("24", "EUR", 2400L)]
    [InlineData("24.5", "EUR", 2450L)]
    [InlineData("24,50", "EUR", 2450L)]
    [InlineData("1.250,00", "EUR", 125000L)]
    [InlineData("1,250.00", "EUR", 125000L)]
    [InlineData("6,000", "PKR", 600000L)]
    [InlineData("1.250.000", "PKR", 125000000L)]
    [InlineData("12,345,678", "EUR", 1234567800L)]
    [InlineData("1 250", "EUR", 125000L)]
    [InlineData("1500", "JPY", 1500L)]
    [InlineData("1,500", "JPY", 1500L)]
    [InlineData("1.250", "KWD", 1250L)]
    [InlineData("0", "EUR", 0L)]
    [InlineData("24.505", "EUR", 2450500L)]
    [InlineData("24.5", "JPY", null)]
    [InlineData("1.2345", "KWD", null)]
    [InlineData("12,34,567", "EUR", null)]
    [InlineData("-5", "EUR", null)]
    [InlineData("€5", "EUR", null)]
    [InlineData("", "EUR", null)]
    [InlineData(".", "EUR", null)]
    [InlineData(",50", "EUR", null)]
    [InlineData("99999999999999999999", "EUR", null)]
    public void An_amount_is_read_by_the_decimals_of_its_currency(string typed, string currency, long? minor) => MoneyInput.Parse(typed, currency).ShouldBe(minor);

    [Theory]
    [InlineData("9", "09:00")]
    [InlineData("9:30", "09:30")]
    [InlineData("21.15", "21:15")]
    [InlineData("24:00", "24:00")]
    [InlineData("nine", "nine")]
    public void A_time_is_made_tidy(string typed, string tidy) => Clock.Tidy(typed).ShouldBe(tidy);

    [Theory]
    [InlineData("Polígono Ñu", "poligono-nu")]
    [InlineData("  --  ", "venue")]
    [InlineData("New", "venue")]
    [InlineData("Centro", "centro-2")]
    public void A_key_is_made_of_the_name(string name, string key) => VenueKey.Of(name, ["centro"]).ShouldBe(key);
}
