using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Notifications.Announcing;
using PadelSaaS.Notifications.Push;
using PadelSaaS.Notifications.Webhooks;
using PadelSaaS.Notifications.Wording;
using PadelSaaS.Platform.Data;

namespace PadelSaaS.Notifications;

/// <summary>Messages and what they are about, as objects.</summary>
internal sealed class NotificationsModel(DbContextOptions<NotificationsModel> options) : ServiceModel(options)
{
    public DbSet<NotificationLog> NotificationLogs => Set<NotificationLog>();

    public DbSet<KnownBooking> KnownBookings => Set<KnownBooking>();

    public DbSet<MessageSettings> MessageSettings => Set<MessageSettings>();

    public DbSet<MessageWish> MessageWishes => Set<MessageWish>();

    public DbSet<MessageConsent> MessageConsents => Set<MessageConsent>();

    public DbSet<SuppressedAddress> SuppressedAddresses => Set<SuppressedAddress>();

    public DbSet<OwnWords> MessageWords => Set<OwnWords>();

    public DbSet<Announcement> Announcements => Set<Announcement>();

    public DbSet<PushDevice> PushDevices => Set<PushDevice>();

    public DbSet<WebhookEndpoint> WebhookEndpoints => Set<WebhookEndpoint>();

    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();

    /// <summary>Notes the last we heard of a booking.</summary>
    /// <returns>All that is known of it now.</returns>
    public async Task<KnownBooking> HearAsync(string state, BookedCourt court, DateTimeOffset now, CancellationToken stop)
    {
        var known = await KnownBookings.FindAsync([court.BookingId], stop);
        if (known is null) KnownBookings.Add(known = new KnownBooking { BookingId = court.BookingId });
        known.Hear(state, court, now);
        return known;
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<NotificationLog>().Property(message => message.Id).ValueGeneratedNever();
        modelBuilder.Entity<NotificationLog>().Ignore(message => message.ReaderKey);
        modelBuilder.Entity<Announcement>(announcement =>
        {
            announcement.Property(one => one.Id).ValueGeneratedNever();
            announcement.Ignore(one => one.Segment);
        });
        modelBuilder.Entity<OwnWords>(words =>
        {
            words.ToTable("message_words");
            words.Property(one => one.Id).ValueGeneratedNever();
            words.Ignore(one => one.Written);
        });
        modelBuilder.Entity<PushDevice>().Property(device => device.Id).ValueGeneratedNever();
        modelBuilder.Entity<WebhookEndpoint>().Property(endpoint => endpoint.Id).ValueGeneratedNever();
        modelBuilder.Entity<WebhookDelivery>().Property(delivery => delivery.Id).ValueGeneratedNever();
        modelBuilder.Entity<MessageSettings>().HasKey(settings => settings.One);
        modelBuilder.Entity<MessageSettings>().Property(settings => settings.One).ValueGeneratedNever();
        modelBuilder.Entity<MessageWish>().HasKey(wish => new { wish.Reader, wish.Topic, wish.Channel });
        modelBuilder.Entity<MessageConsent>().Property(consent => consent.Id).ValueGeneratedNever();
        modelBuilder.Entity<SuppressedAddress>().HasKey(address => address.Address);
        modelBuilder.Entity<KnownBooking>(known =>
        {
            known.HasKey(booking => booking.BookingId);
            known.Property(booking => booking.BookingId).ValueGeneratedNever();
            known.Property(booking => booking.Court).HasColumnType("jsonb");
            known.Ignore(booking => booking.BookedCourt);
        });
    }
}
