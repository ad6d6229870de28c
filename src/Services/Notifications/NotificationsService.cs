using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Notifications;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Contracts.Privacy;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Notifications.Announcing;
using PadelSaaS.Notifications.InApp;
using PadelSaaS.Notifications.OfPlatform;
using PadelSaaS.Notifications.Providers;
using PadelSaaS.Notifications.Push;
using PadelSaaS.Notifications.UseCases;
using PadelSaaS.Notifications.UseCases.Announcing;
using PadelSaaS.Notifications.UseCases.Wording;
using PadelSaaS.Notifications.Webhooks;
using PadelSaaS.Notifications.Wording;
using PadelSaaS.Platform;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Ui;

namespace PadelSaaS.Notifications;

/// <summary>Messages to players: written when something is heard, sent by a timer, each once.</summary>
public sealed class NotificationsService : IService
{
    /// <inheritdoc/>
    public string Name => "notifications";

    /// <inheritdoc/>
    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new ScriptSource(Name, typeof(NotificationsService).Assembly));
        services.AddScoped<IPersonalData, PersonalMessages>();
        services.AddSingleton<ClubAddress>();
        services.AddScoped<CancellationRule>().AddScoped<ReceiptRows>().AddScoped<BookingMails>().AddScoped<ParticipantMails>().AddScoped<ShareMails>().AddScoped<SeriesMails>().AddScoped<WelcomeMail>().AddScoped<MailRenderer>().AddScoped<Post>();
        services.AddScoped<AccountMails>().AddScoped<LessonMails>().AddScoped<TransferMails>().AddScoped<DrawMails>();

        AddChannels(services);
        services.AddScoped<DevMails>();
        if (configuration[HostDefaults.EnvironmentKey] == Environments.Development)
            services.AddNavEntry(new NavEntry(Door.Console, "/inbox", "Inbox", "inbox", 80, typeof(NotificationsWords)));

        services.AddReaction<TenantErased, WhenTenantErased>(Name);
        services.AddReaction<BookingConfirmed, WhenBookingConfirmed>(Name);
        services.AddReaction<BookingMoved, WhenBookingMoved>(Name);
        services.AddReaction<BookingCancelled, WhenBookingCancelled>(Name);
        services.AddReaction<SeriesBooked, WhenSeriesBooked>(Name);
        services.AddReaction<SeriesMoved, WhenSeriesMoved>(Name);
        services.AddReaction<SeriesCancelled, WhenSeriesCancelled>(Name);
        services.AddReaction<ParticipantInformed, WhenParticipantInformed>(Name);
        services.AddReaction<ShareInformed, WhenShareInformed>(Name);
        services.AddReaction<BookingLost, WhenBookingLost>(Name);
        services.AddReaction<WaitlistOffered, WhenWaitlistOffered>(Name);
        services.AddReaction<DrawWon, WhenDrawWon>(Name);
        services.AddReaction<DrawMissed, WhenDrawMissed>(Name);
        services.AddScoped<CreditMails>().AddScoped<MembershipMails>();
        services.AddReaction<MembershipNews, WhenMembershipNews>(Name);
        services.AddScoped<MoneyMails>().AddReaction<DifferencesFound, WhenDifferencesFound>(Name).AddReaction<CommissionStated, WhenCommissionIsOwed>(Name).AddReaction<CommissionOverdue, WhenCommissionIsOwed>(Name);
        services.AddReaction<GiftCardSent, WhenGiftCardSent>(Name);
        services.AddReaction<CreditEndsSoon, WhenCreditEndsSoon>(Name);
        services.AddReaction<LessonPlaceBooked, WhenLessonPlaceBooked>(Name);
        services.AddReaction<LessonCancelled, WhenLessonCancelled>(Name);
        services.AddReaction<CourseCancelled, WhenCourseCancelled>(Name);
        services.AddScoped<CourseMails>().AddReaction<CourseMoved, WhenCourseMoved>(Name);
        services.AddReaction<LessonMoved, WhenLessonMoved>(Name);
        services.AddReaction<TransferOffered, WhenTransferOffered>(Name);
        services.AddReaction<TransferDeclined, WhenTransferDeclined>(Name);
        services.AddReaction<BookingTransferred, WhenBookingTransferred>(Name);
        services.AddReaction<RefundSettled, WhenRefundSettled>(Name);
        services.AddReaction<BookingResold, WhenBookingResold>(Name);
        services.AddReaction<RefundFailed, WhenRefundFailed>(Name);
        services.AddReaction<UserRegistered, WhenUserRegistered>(Name);
        services.AddReaction<AccountLinkIssued, WhenAccountLinkIssued>(Name);
        services.AddReaction<AccountAlerted, WhenAccountAlerted>(Name);
        services.AddScoped<PlatformPost>().AddScoped<SignupMails>().AddReaction<SignupAsked, WhenSignupAsked>(Name).AddTimer<SendPlatformMail>(Name, SendPlatformMail.Job);

        services.AddTimer<SendMessage>(Name, SendMessage.Job);
        AddWording(services);
        services.AddScoped<ReadMessages>().AddScoped<IUnread, Unread>().AddForgetting<UnreadChanged>(fact => [Unread.Tag(fact.AccountId)]);
        AddWebhooks(services);
    }

    /// <inheritdoc/>
    public void Map(Doors doors)
    {
        HearCarriers.Map(doors);
        HearSes.Map(doors);
        StopMessages.Map(doors);
        ChooseMessages.Map(doors);
        ManagePush.Map(doors);
        ReadMessages.Map(doors);
        ShowMessageLog.Map(doors);
        ShowAnnouncements.Map(doors);
        ManageAnnouncements.Map(doors);
        EditWords.Map(doors);
        ManageWords.Map(doors);
        ShowWebhooks.Map(doors);
        ManageWebhooks.Map(doors);
        if (((IEndpointRouteBuilder)doors.Console).ServiceProvider.GetRequiredService<IHostEnvironment>().IsDevelopment()) ShowInbox.Map(doors);
    }

    private void AddChannels(IServiceCollection services)
    {
        services.AddHttpClient(ProviderCalls.Client).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5) })
            .ConfigureHttpClient(http => http.Timeout = Timeout.InfiniteTimeSpan);
        services.AddSingleton<ProviderCalls>().AddSingleton<IChannel, SendGridChannel>().AddSingleton<IChannel, SesChannel>().AddSingleton<IChannel, SmtpChannel>().AddSingleton<IChannel, TwilioChannel>().AddSingleton<IChannel, WhatsAppChannel>();
        services.AddSingleton<PushKeys>().AddScoped<PushDevices>();
        services.AddSingleton(new SealedColumn("push_devices", "auth", PushDevices.Column)).AddSingleton(new SealedColumn("push_keys", "private_key", PushKeys.Column, Shared: true));
        services.AddSingleton<Channels>().AddSingleton<Receipts>().AddScoped<ReceiptBook>().AddScoped<HearCarriers>().AddSingleton<SnsCertificates>().AddScoped<HearSes>();
        services.AddScoped<Wishes>().AddScoped<Judging>().AddScoped<Digest>().AddScoped<Quota>().AddScoped<Telephone>().AddScoped<MessageFooter>().AddScoped<StopMessages>().AddScoped<ChooseMessages>().AddScoped<ShowMessageLog>().AddScoped<ReminderMail>();
        services.AddNavEntry(new NavEntry(Door.Club, ShowMessageLog.Path, "Messages", "mail", 92, typeof(NotificationsWords), Ability.SeeCustomers, "/manage/customers"));
        services.AddNavEntry(new NavEntry(Door.Club, ReadMessages.Path, "Your messages", "bell", 55, typeof(NotificationsWords), Under: NavEntry.Account));
        services.AddNavEntry(new NavEntry(Door.Club, ChooseMessages.Path, "What you hear from us", "mail", 60, typeof(NotificationsWords), Under: NavEntry.Account));
        services.AddScoped<ITenantFileSection, MessagesSection>();
        services.AddTimer<RemindBooking>(Name, RemindBooking.Job);
    }

    private void AddWording(IServiceCollection services)
    {
        services.AddScoped<SampleMails>().AddScoped<Wordbook>().AddScoped<WordingOffice>().AddScoped<EditWords>().AddTimer<TellBrokenWords>(Name, TellBrokenWords.Job);
        services.AddScoped<Readership>().AddScoped<Announcements>().AddScoped<AnnouncementMail>().AddScoped<ShowAnnouncements>().AddTimer<SendAnnouncement>(Name, SendAnnouncement.Job);
        services.AddNavEntry(new NavEntry(Door.Club, ShowAnnouncements.Path, "Announcements", "megaphone", 93, typeof(NotificationsWords), Ability.ManageTenant, "/manage/customers"));
        services.AddNavEntry(new NavEntry(Door.Club, EditWords.Path, "What our messages say", "message-square", 97, typeof(NotificationsWords), Ability.ManageTenant, "/manage/venues"));
    }

    private void AddWebhooks(IServiceCollection services)
    {
        services.AddScoped<IPlanUse, WebhookUse>().AddSingleton<WebhookClient>().AddSingleton<WebhookDispatch>();
        services.AddScoped<WebhookTray>().AddScoped<WebhookAttempt>().AddScoped<StoppedWebhook>().AddScoped<WebhookOffice>().AddScoped<ShowWebhooks>();
        services.AddSingleton(new SealedColumn("webhook_endpoints", "secret", WebhookAttempt.Secret));
        services.AddSingleton(new SealedColumn("webhook_endpoints", "former_secret", WebhookAttempt.FormerSecret));
        services.AddNavEntry(new NavEntry(Door.Club, ShowWebhooks.Path, "Webhooks", "webhook", 98, typeof(NotificationsWords), Ability.ManageTenant, "/manage/venues"));
        services.AddForgetting<WebhooksChanged>(_ => [WebhookTray.Tag]);
        WebhookKinds.Register(services, Name);
        services.AddTimer<DeliverWebhook>(Name, DeliverWebhook.Job);
    }
}
