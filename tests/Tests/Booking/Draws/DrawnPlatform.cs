using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking.Draws;

/// <summary>A platform for each test, two minutes before the evening of Friday is drawn: whom a club has blocked and what it draws would be remembered.</summary>
public abstract class DrawnPlatform : IAsyncLifetime
{
    protected const string Friday = "2026-11-27";

    protected PlatformFixture Platform { get; } = new();

    public async Task InitializeAsync()
    {
        await Platform.InitializeAsync();
        // Tokens live for minutes: nobody has to sign in again after the draw.
        Platform.Clock.Now = DrawnClub.Noon.AddMinutes(-2);
        await Platform.DrawsAsync();
    }

    public Task DisposeAsync() => Platform.DisposeAsync();

    protected Task<long> MailsAsync(int player, string template) =>
        Platform.ScalarAsync<long>("madrid", $"select count(*) from notification_logs where type = 'email' and recipient = 'p{player}@madrid.test' and template = '{template}'");
}
